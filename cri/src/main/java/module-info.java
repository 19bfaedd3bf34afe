/**
 * Containers and pods as containerd and CRI-O tell of them.
 *
 * <p>Protobuf and gRPC are no modules of their own: they are read from the class path, so whoever uses this module runs with
 * {@code --add-reads dev.skep.cri=ALL-UNNAMED}.
 */
module dev.skep.cri {
    requires static org.jspecify;
    requires java.logging;
    requires transitive dev.skep.identity;

    exports dev.skep.cri;
}
