/**
 * Events as lines of JSON in a file: {@link dev.skep.agent.export.JsonExport} chooses and encodes, {@link
 * dev.skep.agent.export.RotatingFile} keeps the files. A file that cannot be written is tried again, and what is lost meanwhile is counted.
 */
@NullMarked
package dev.skep.agent.export;

import org.jspecify.annotations.NullMarked;
