package dev.skep.bpf.btf;

import org.jspecify.annotations.Nullable;

/** What a type is, numbered by the kernel from 0 on ({@code include/uapi/linux/btf.h}). */
public enum BtfKind {
    /** No type: id 0, which has no record. */
    VOID(0),
    /** BTF_KIND_INT: integer, boolean or character. */
    INT(1),
    /** BTF_KIND_PTR. */
    PTR(2),
    /** BTF_KIND_ARRAY. */
    ARRAY(3),
    /** BTF_KIND_STRUCT. */
    STRUCT(4),
    /** BTF_KIND_UNION. */
    UNION(5),
    /** BTF_KIND_ENUM: constants of up to 32 bits. */
    ENUM(6),
    /** BTF_KIND_FWD: a structure or union that is declared only. */
    FWD(7),
    /** BTF_KIND_TYPEDEF. */
    TYPEDEF(8),
    /** BTF_KIND_VOLATILE. */
    VOLATILE(9),
    /** BTF_KIND_CONST. */
    CONST(10),
    /** BTF_KIND_RESTRICT. */
    RESTRICT(11),
    /** BTF_KIND_FUNC: a function by name; its target is a {@link #FUNC_PROTO}. */
    FUNC(12),
    /** BTF_KIND_FUNC_PROTO: parameters and return type, without a name. */
    FUNC_PROTO(13),
    /** BTF_KIND_VAR: a global variable (Linux 5.2). */
    VAR(14),
    /** BTF_KIND_DATASEC: a section of variables (Linux 5.2). */
    DATASEC(15),
    /** BTF_KIND_FLOAT (Linux 5.13). */
    FLOAT(16),
    /** BTF_KIND_DECL_TAG: a note on a declaration (Linux 5.16). */
    DECL_TAG(17),
    /** BTF_KIND_TYPE_TAG: a note on a pointed-to type, such as user or rcu (Linux 5.17). */
    TYPE_TAG(18),
    /** BTF_KIND_ENUM64: constants of 64 bits (Linux 6.0). */
    ENUM64(19);

    private static final BtfKind[] VALUES = values();

    private final int code;

    BtfKind(int code) {
        this.code = code;
    }

    /** The kernel's number. */
    int code() {
        return code;
    }

    /** The kind with this number, or {@code null} for none. */
    static @Nullable BtfKind ofCode(int code) {
        return code >= 0 && code < VALUES.length ? VALUES[code] : null;
    }
}
