package dev.skep.bpf.btf;

import org.jspecify.annotations.Nullable;

/** What a type is; the order is the kernel's numbering ({@code include/uapi/linux/btf.h}). */
public enum BtfKind {
    /** No type: id 0, which has no record. */
    VOID,
    /** BTF_KIND_INT: integer, boolean or character. */
    INT,
    /** BTF_KIND_PTR. */
    PTR,
    /** BTF_KIND_ARRAY. */
    ARRAY,
    /** BTF_KIND_STRUCT. */
    STRUCT,
    /** BTF_KIND_UNION. */
    UNION,
    /** BTF_KIND_ENUM: constants of up to 32 bits. */
    ENUM,
    /** BTF_KIND_FWD: a structure or union that is declared only. */
    FWD,
    /** BTF_KIND_TYPEDEF. */
    TYPEDEF,
    /** BTF_KIND_VOLATILE. */
    VOLATILE,
    /** BTF_KIND_CONST. */
    CONST,
    /** BTF_KIND_RESTRICT. */
    RESTRICT,
    /** BTF_KIND_FUNC: a function by name; its target is a {@link #FUNC_PROTO}. */
    FUNC,
    /** BTF_KIND_FUNC_PROTO: parameters and return type, without a name. */
    FUNC_PROTO,
    /** BTF_KIND_VAR: a global variable (Linux 5.2). */
    VAR,
    /** BTF_KIND_DATASEC: a section of variables (Linux 5.2). */
    DATASEC,
    /** BTF_KIND_FLOAT (Linux 5.13). */
    FLOAT,
    /** BTF_KIND_DECL_TAG: a note on a declaration (Linux 5.16). */
    DECL_TAG,
    /** BTF_KIND_TYPE_TAG: a note on a pointed-to type, such as user or rcu (Linux 5.17). */
    TYPE_TAG,
    /** BTF_KIND_ENUM64: constants of 64 bits (Linux 6.0). */
    ENUM64;

    private static final BtfKind[] VALUES = values();

    /** The kernel's number. */
    int code() {
        return ordinal();
    }

    /** The kind with this number, or {@code null} for none. */
    static @Nullable BtfKind ofCode(int code) {
        return code >= 0 && code < VALUES.length ? VALUES[code] : null;
    }
}
