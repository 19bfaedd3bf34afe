package dev.skep.security.policy;

import dev.skep.security.policy.keep.Succession;

/** The same where system calls have tracepoints of their own, which are told from each other by their cookies. */
final class AlikeReturnsOfTracepointsTest extends AlikeReturnsTest {
    @Override
    PolicyWatch watch() {
        return new PolicyWatch(Succession.none(), NoTrampolines.withTracepointsOfCalls());
    }
}
