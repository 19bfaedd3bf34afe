package dev.skep.bpf.btf;

/** Who sees a function or variable; the order is the kernel's numbering. */
public enum BtfLinkage {
    /** BTF_FUNC_STATIC, BTF_VAR_STATIC: its own file. */
    STATIC,
    /** BTF_FUNC_GLOBAL, BTF_VAR_GLOBAL_ALLOCATED; the verifier checks global functions on their own. */
    GLOBAL,
    /** BTF_FUNC_EXTERN, BTF_VAR_GLOBAL_EXTERN: defined elsewhere. */
    EXTERN;

    /** The kernel's number. */
    int code() {
        return ordinal();
    }
}
