/** Drops packets before the kernel's network stack sees them. */
module dev.skep.drop {
    requires static org.jspecify;
    requires transitive dev.skep.compiler;

    exports dev.skep.drop.capture;
    exports dev.skep.drop.filter;
    exports dev.skep.drop.live;
    exports dev.skep.drop.match;
    exports dev.skep.drop.program;
    exports dev.skep.drop.recipe;
    exports dev.skep.drop.text;

    // The compiler reads the fields of filters; views of headers are made in the headers' own package.
    opens dev.skep.drop.match to
            dev.skep.bpf,
            dev.skep.compiler;
    opens dev.skep.drop.program to
            dev.skep.bpf,
            dev.skep.compiler;
}
