/** Processes: who ran what, with which rights, and how it ended. */
module dev.skep.security {
    requires static org.jspecify;
    requires transitive dev.skep.compiler;
    requires transitive dev.skep.events;

    exports dev.skep.security.process;
}
