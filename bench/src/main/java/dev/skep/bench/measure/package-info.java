/** Numbers that were measured, and tables of them. */
@NullMarked
package dev.skep.bench.measure;

import org.jspecify.annotations.NullMarked;
