package dev.skep.compiler.internal.load;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.compiler.internal.optimize.IteratorLoops;
import java.util.Optional;

/** The kernel's number iterator, {@code bpf_iter_num_*}: since Linux 6.4. */
final class KernelIterator {
    private KernelIterator() {}

    static Optional<IteratorLoops.Functions> find(Btf types) {
        int create = types.find("bpf_iter_num_new", BtfKind.FUNC);
        int next = types.find("bpf_iter_num_next", BtfKind.FUNC);
        int destroy = types.find("bpf_iter_num_destroy", BtfKind.FUNC);
        return create < 0 || next < 0 || destroy < 0
                ? Optional.empty()
                : Optional.of(new IteratorLoops.Functions(create, next, destroy));
    }
}
