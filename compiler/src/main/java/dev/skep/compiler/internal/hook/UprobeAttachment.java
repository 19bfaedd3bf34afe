package dev.skep.compiler.internal.hook;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.UprobeLink;
import dev.skep.bpf.link.UprobeMultiLink;
import dev.skep.bpf.link.UprobePlace;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import java.nio.file.Path;
import java.util.List;

/**
 * How a program gets to its places in a file: by one link for all where there are several, the kernel can and no process is named,
 * otherwise by a link each.
 *
 * @param pid the process, or {@link #EVERY_PROCESS}
 * @param onReturn whether to run when the function returns
 * @param several whether there may be more than one place
 */
record UprobeAttachment(int pid, boolean onReturn, boolean several) {
    static final int EVERY_PROCESS = UprobeLink.EVERY_PROCESS;

    UprobeAttachment {
        if (pid < 1 && pid != EVERY_PROCESS) throw new IllegalArgumentException("a uprobe in process " + pid);
    }

    void specify(ProgramSpec.Builder spec) {
        if (several
                && pid == EVERY_PROCESS
                && KernelFeatures.of(KernelFeature.UPROBE_MULTI).isSupported()) {
            spec.attachType(AttachType.TRACE_UPROBE_MULTI);
        }
    }

    List<Link> attach(Program program, Path binary, List<UprobePlace> places) {
        if (program.attachType() == AttachType.TRACE_UPROBE_MULTI) {
            return List.of(UprobeMultiLink.attach(program, binary, places, onReturn));
        }
        return ManyPlaces.attach(
                places, KernelFeature.UPROBE_MULTI, place -> UprobeLink.attach(program, binary, place, pid, onReturn));
    }
}
