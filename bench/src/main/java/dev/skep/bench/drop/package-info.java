/** What dropping a packet costs, with Skep and with other filters. */
@NullMarked
package dev.skep.bench.drop;

import org.jspecify.annotations.NullMarked;
