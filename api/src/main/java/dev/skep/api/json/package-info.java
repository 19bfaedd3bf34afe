/**
 * Messages as lines of JSON, as protobuf maps them: names with underscores, 64-bit numbers as text, bytes in base64. {@link
 * dev.skep.api.json.EventJson} is the way in.
 */
@NullMarked
package dev.skep.api.json;

import org.jspecify.annotations.NullMarked;
