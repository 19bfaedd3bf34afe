/**
 * Which events a client gets, and which of their fields. {@link dev.skep.api.filter.EventSelection} and {@link
 * dev.skep.api.filter.FieldSelection} are made of what a client asks for, {@link dev.skep.api.filter.Redaction} of what an
 * administrator wants hidden. Regular expressions are RE2's: they take linear time whatever a client sends.
 */
@NullMarked
package dev.skep.api.filter;

import org.jspecify.annotations.NullMarked;
