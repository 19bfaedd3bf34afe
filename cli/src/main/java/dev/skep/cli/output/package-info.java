/**
 * Turns records into lines: aligned columns or JSON.
 *
 * <p>A {@link dev.skep.cli.output.Column} says once how a field is read from a record; a {@link dev.skep.cli.output.FieldWriter}
 * decides how it looks. {@link dev.skep.cli.output.RecordPrinter} collects lines in one buffer and sends it in batches, so
 * a record costs no memory. What a traced process chose (names, paths, arguments) is never sent raw: see
 * {@link dev.skep.cli.output.Utf8}.
 */
@NullMarked
package dev.skep.cli.output;

import org.jspecify.annotations.NullMarked;
