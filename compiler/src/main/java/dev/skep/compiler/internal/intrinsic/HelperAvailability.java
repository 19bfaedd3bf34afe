package dev.skep.compiler.internal.intrinsic;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.feature.KernelVersion;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.helper.Callers;
import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.eval.HookInput;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.WrittenAnnotation;
import java.util.Set;
import java.util.stream.Collectors;

/** Refuses calls of helpers that the hook, the kernel or the program's licence does not allow. */
final class HelperAvailability {
    /** license_is_gpl_compatible() in include/linux/license.h. */
    private static final Set<String> COMPATIBLE =
            Set.of("GPL", "GPL v2", "GPL and additional rights", "Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL");

    private HelperAvailability() {}

    /** Goes on if {@code site} may call the helper that {@code helper} describes. */
    static void check(CallSite site, WrittenAnnotation helper) {
        String name = helper.text("name");
        checkHook(site, name, helper);
        if (helper.flag("gplOnly")) checkLicense(site, name);
        checkKernel(site, name, helper.text("since"));
        if (helper.flag("sleeps")) checkSleep(site, name);
    }

    private static void checkHook(CallSite site, String name, WrittenAnnotation helper) {
        Set<ProgramType> programs = helper.constants("programs", ProgramType.class);
        Callers callers = helper.constant("callers", Callers.UNSTATED);
        ProgramType type = site.evaluation().programType();
        checkLater(site, name, helper, type);
        if (programs.isEmpty() ? callers.contains(type) : programs.contains(type)) return;
        String everywhere = helper.text("everywhereSince");
        boolean later = !everywhere.isEmpty();
        if (later && !KernelVersion.running().before(KernelVersion.of(everywhere))) return;
        String from = later ? " before Linux " + everywhere + ", and this is " + KernelVersion.running() : "";
        throw refused(site, name, from, programs.isEmpty() ? callers.words() : words(programs));
    }

    private static void checkLater(CallSite site, String name, WrittenAnnotation helper, ProgramType type) {
        if (!helper.constants("later", ProgramType.class).contains(type)) return;
        String since = helper.text("laterSince");
        if (!KernelVersion.running().before(KernelVersion.of(since))) return;
        throw new Refusal(
                call(site, name) + " may be called in "
                        + site.evaluation().hook().description() + " since Linux " + since + ", and this is "
                        + KernelVersion.running(),
                "call it only where a final field says that the kernel has it");
    }

    private static Refusal refused(CallSite site, String name, String from, String forWhom) {
        return new Refusal(
                call(site, name) + " may not be called in "
                        + site.evaluation().hook().description() + from,
                "it is for " + forWhom);
    }

    private static String words(Set<ProgramType> programs) {
        return "programs of type "
                + programs.stream().map(ProgramType::name).sorted().collect(Collectors.joining(", "));
    }

    /** As {@link #check(CallSite, WrittenAnnotation)}, for a helper that a method of a map stands for. */
    static void check(CallSite site, String name, Callers callers) {
        checkHook(site, name, callers);
        checkLicense(site, name);
    }

    /** As {@link #check(CallSite, String, Callers)}, under any licence. */
    static void checkHook(CallSite site, String name, Callers callers) {
        if (!callers.contains(site.evaluation().programType())) throw refused(site, name, "", callers.words());
    }

    private static void checkLicense(CallSite site, String name) {
        String license = site.evaluation().environment().license();
        if (COMPATIBLE.contains(license)) return;
        throw new Refusal(
                call(site, name) + " is for programs under a licence compatible with the GPL, not \"" + license + "\"",
                "give the class @License(\"Dual BSD/GPL\"), or no annotation, which means the same");
    }

    private static void checkKernel(CallSite site, String name, String since) {
        KernelVersion running = KernelVersion.running();
        if (!running.before(KernelVersion.of(since))) return;
        // Distributions bring newer helpers to older kernels, whose types then name them.
        if (knows(site.evaluation().environment().kernelTypes(), name)) return;
        throw new Refusal(
                call(site, name) + " exists since Linux " + since + ", and this is " + running,
                "call it only where a final field says that the kernel has it");
    }

    private static boolean knows(Btf kernelTypes, String name) {
        int id = kernelTypes.find("bpf_func_id", BtfKind.ENUM);
        String constant = "BPF_FUNC_" + name.substring("bpf_".length());
        return id >= 0
                && kernelTypes.enumerators(id).stream().anyMatch(e -> e.name().equals(constant));
    }

    private static void checkSleep(CallSite site, String name) {
        HookInput hook = site.evaluation().hook();
        if (hook.maySleep()) return;
        throw new Refusal(
                call(site, name) + " may sleep, which " + hook.description() + " does not allow",
                "use a hook that may sleep, such as @Syscall; for memory of the traced process, probeReadUser does not"
                        + " sleep");
    }

    private static String call(CallSite site, String name) {
        return site.owner().getSimpleName() + "." + site.name() + " (" + name + ")";
    }
}
