package dev.skep.security.policy.hook;

import static dev.skep.security.policy.hook.EquivalentPlaces.FIRST;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.btf.BtfMember;
import dev.skep.security.policy.program.ArgumentNumber;
import dev.skep.security.policy.program.CapabilityWords;
import dev.skep.security.policy.program.CurrentTask;
import dev.skep.security.policy.program.MemberPath;
import dev.skep.security.policy.program.MemoryNumber;
import dev.skep.security.policy.program.NumberReader;
import dev.skep.security.policy.program.NumberTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@link Equivalents} of functions that give and check rights. */
final class RightsEquivalents {
    private static final long CLONE_NEWUSER = 0x1000_0000;

    /** Offsets in {@code struct __user_cap_data_struct}. */
    private static final int EFFECTIVE = 0;

    private static final int PERMITTED = 4;
    private static final int INHERITABLE = 8;

    /** What always gives new credentials where it succeeds. */
    private static final List<String> CHANGES =
            List.of("setuid", "setgid", "setreuid", "setregid", "setresuid", "setresgid", "setgroups", "capset");

    private final EquivalentPlaces places;

    RightsEquivalents(EquivalentPlaces places) {
        this.places = places;
    }

    /** {@code cap_capable(cred, target_ns, capable_ns, cap, ret)}. */
    List<Serving> capable() {
        return places.typed(
                "cap_capable",
                places.at(new KernelHook.TypedTracepoint("cap_capable"))
                        .arguments(
                                new Source.Position(0),
                                new Source.Position(1),
                                new Source.Position(3),
                                new Source.Missing("it is not told"))
                        .returning(new Source.Position(4))
                        .because("a capability has been looked for"));
    }

    /** unshare(2), clone(2) and clone3(2) with CLONE_NEWUSER. */
    List<Serving> createUserNamespace(List<Source> arguments) {
        NumberTest wanted = new NumberTest.AnyBit(CLONE_NEWUSER);
        Source[] sources = arguments.toArray(Source[]::new);
        List<Serving> servings = new ArrayList<>();
        String reason = "a system call that makes a user namespace";
        for (String call : List.of("unshare", "clone")) {
            servings.addAll(places.calls(
                    List.of(call),
                    place -> place.arguments(sources)
                            .when(new Condition(number(FIRST), wanted))
                            .because(reason)));
        }
        NumberReader flags = new MemoryNumber(number(FIRST), 0, Long.BYTES, MemoryNumber.Order.HOST);
        servings.addAll(places.calls(
                List.of("clone3"),
                place -> place.arguments(sources)
                        .when(new Condition(flags, wanted))
                        .because(reason)));
        return servings;
    }

    /** {@code commit_creds(new)}: what the process has then. */
    List<Serving> commit() {
        String difference =
                "what setuid(2) and its kin, setgroups(2), capset(2) and new programs bring; not setfsuid(2), setfsgid(2),"
                        + " unshare(2), setns(2), prctl(2) and keyctl(2)";
        List<Serving> servings = new ArrayList<>(places.returns(
                CHANGES,
                place -> place.arguments(credentials())
                        .when(new Condition(number(FIRST), new NumberTest.OneOf(Set.of(0L))))
                        .because("a system call that changes rights has returned")
                        .but(difference)));
        servings.addAll(places.typed(
                "sched_process_exec", List.of(credentials()), "a new program has the rights now", difference));
        return servings;
    }

    private static Source credentials() {
        Btf btf = Btf.vmlinux();
        BtfMember member = btf.member(btf.find("task_struct", BtfKind.STRUCT), "cred");
        if (member == null) {
            throw Refused.because("the rights of a process are not found in this kernel's types");
        }
        return new Source.Struct(new MemberPath(List.of(new MemberPath.Hop(member.byteOffset(), "cred")), 0, "cred")
                .struct(new CurrentTask()));
    }

    /** {@code security_capset(new, old, effective, inheritable, permitted)}, by {@code capset(header, data)}. */
    List<Serving> capset() {
        return places.calls(
                List.of("capset"),
                place -> place.arguments(
                                new Source.Missing("the new rights are not there yet"),
                                credentials(),
                                asked(EFFECTIVE),
                                asked(INHERITABLE),
                                asked(PERMITTED))
                        .because("the system call, which says what is asked for")
                        .but("what is asked for, also if it is refused"));
    }

    private static Source asked(int offset) {
        return new Source.Number(new CapabilityWords(number(FIRST + 1), offset, KnownCapabilities.bits()));
    }

    private static NumberReader number(int position) {
        return new ArgumentNumber(position, Long.BYTES, true);
    }
}
