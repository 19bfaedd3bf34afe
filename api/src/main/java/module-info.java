/**
 * The messages that an agent and its clients exchange, and what both sides do with them.
 *
 * <p>Protobuf, gRPC and CEL are no modules of their own: they are read from the class path, so whoever uses this module compiles and
 * runs with {@code --add-reads dev.skep.api=ALL-UNNAMED}.
 */
module dev.skep.api {
    requires static org.jspecify;
    requires dev.skep.identity;
    requires java.logging;

    exports dev.skep.api.compact;
    exports dev.skep.api.filter;
    exports dev.skep.api.json;
    exports dev.skep.api.message;
    exports dev.skep.api.status;
}
