/** What the tests of all modules share. */
module dev.skep.testkit {
    requires static org.jspecify;
    requires transitive org.junit.jupiter.api;

    exports dev.skep.testkit;

    provides org.junit.jupiter.api.extension.Extension with
            dev.skep.testkit.DescriptorLeaks,
            dev.skep.testkit.KernelTests;
}
