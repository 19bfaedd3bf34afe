/** What policies cost. */
@NullMarked
package dev.skep.bench.policy;

import org.jspecify.annotations.NullMarked;
