/** Observes a host: in-kernel programs and the records that they send. */
module dev.skep.trace {
    requires static org.jspecify;
    requires transitive dev.skep.compiler;
}
