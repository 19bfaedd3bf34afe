package dev.skep.bpf.btf;

/** Who sees a function or variable. */
public enum BtfLinkage {
    /** BTF_FUNC_STATIC, BTF_VAR_STATIC: its own file. */
    STATIC(0),
    /** BTF_FUNC_GLOBAL, BTF_VAR_GLOBAL_ALLOCATED; the verifier checks global functions on their own. */
    GLOBAL(1),
    /** BTF_FUNC_EXTERN, BTF_VAR_GLOBAL_EXTERN: defined elsewhere. */
    EXTERN(2);

    private final int code;

    BtfLinkage(int code) {
        this.code = code;
    }

    /** The kernel's number. */
    int code() {
        return code;
    }
}
