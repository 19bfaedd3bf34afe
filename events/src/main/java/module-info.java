/** Events on their way from the kernel to those who want them. */
module dev.skep.events {
    requires static org.jspecify;
    requires transitive dev.skep.bpf;
    requires jdk.httpserver;

    exports dev.skep.events;
    exports dev.skep.events.metrics;
}
