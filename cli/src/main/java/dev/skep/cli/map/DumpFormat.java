package dev.skep.cli.map;

import dev.skep.bpf.inspect.MapReader;

/** How an element becomes lines. Used by one thread. */
sealed interface DumpFormat permits TextDump, JsonDump {
    /** Adds the lines of one element, each with its end. */
    void append(MapReader.Element element, StringBuilder out);
}
