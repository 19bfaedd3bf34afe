package dev.skep.identity.cgroup;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.btf.BtfMember;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import java.util.Objects;

/** How a program in the kernel learns the group of the current thread: a part of the program, so only one way is compiled. */
public sealed interface CurrentCgroup {
    /** The id of the current thread's group. Kernel only. */
    long id();

    /** Of version 2: {@code bpf_get_current_cgroup_id}, since Linux 4.18. */
    record Unified() implements CurrentCgroup {
        @Override
        public long id() {
            return Helpers.getCurrentCgroupId();
        }
    }

    /**
     * Of one controller's hierarchy of version 1: {@code current->cgroups->subsys[index]->cgroup->kn->id}.
     *
     * @param offset where the controller's entry is in a {@code css_set}
     */
    record Controller(long offset) implements CurrentCgroup {
        private static final int ADDRESS = 8;

        /**
         * Of the controller's hierarchy.
         *
         * @param controller as in /proc/cgroups: {@code memory}
         * @throws IllegalArgumentException if the kernel has no such controller
         */
        public static Controller named(String controller) {
            Btf kernel = Btf.vmlinux();
            BtfMember subsys = kernel.member(kernel.find("css_set", BtfKind.STRUCT), "subsys");
            long index = kernel.enumValue("cgroup_subsys_id", controller + "_cgrp_id");
            return new Controller(
                    Objects.requireNonNull(subsys, "css_set.subsys").byteOffset() + ADDRESS * index);
        }

        @Override
        public long id() {
            CssSet groups = Helpers.getCurrentTaskBtf(GroupedTask.class).cgroups();
            long state = Memory.atKernel(Memory.address(groups) + offset, KernelAddress.class)
                    .value();
            return Memory.atKernel(state, CgroupSubsysState.class).cgroup().kn().id();
        }
    }
}
