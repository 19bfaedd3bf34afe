package dev.skep.cli.list;

import dev.skep.cli.command.OptionList;

/** What {@code skep list} is to show. */
enum ListKind {
    EVERYTHING,
    PROGRAMS,
    MAPS,
    LINKS;

    static ListKind of(String word) {
        return switch (word) {
            case "programs", "program", "progs", "prog" -> PROGRAMS;
            case "maps", "map" -> MAPS;
            case "links", "link" -> LINKS;
            default -> throw OptionList.refusal("'" + word + "' is not a kind of object (programs, maps or links)");
        };
    }
}
