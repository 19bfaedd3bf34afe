/** What the tests of all modules share. */
module dev.skep.testkit {
    requires static org.jspecify;
    requires transitive org.junit.jupiter.api;
    requires org.junit.platform.engine;
    requires org.junit.platform.launcher;

    exports dev.skep.testkit;
    exports dev.skep.testkit.container;
    exports dev.skep.testkit.fuzz;
    exports dev.skep.testkit.network;
    exports dev.skep.testkit.runner;

    provides org.junit.jupiter.api.extension.Extension with
            dev.skep.testkit.DescriptorLeaks,
            dev.skep.testkit.KernelTests;
}
