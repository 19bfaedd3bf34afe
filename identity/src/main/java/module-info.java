/** Whose process it is: control groups, containers, pods and units. */
module dev.skep.identity {
    requires static org.jspecify;
    requires transitive dev.skep.compiler;

    exports dev.skep.identity;
}
