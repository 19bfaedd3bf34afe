package dev.skep.compiler.fuzz.tree;

/** The fields of {@link dev.skep.compiler.fuzz.library.Cell} and {@link dev.skep.compiler.fuzz.library.Context}. */
public enum CellField {
    WIDE("wide", JavaType.LONG),
    NUMBER("number", JavaType.INT),
    MEDIUM("medium", JavaType.SHORT),
    SMALL("small", JavaType.BYTE),
    FLAG("flag", JavaType.BOOLEAN),
    LETTER("letter", JavaType.CHAR),
    OCTET("octet", JavaType.INT),
    HALF("half", JavaType.INT),
    WORD("word", JavaType.LONG),
    NET_NUMBER("netNumber", JavaType.INT),
    NET_HALF("netHalf", JavaType.INT),
    NET_WIDE("netWide", JavaType.LONG),
    NET_MEDIUM("netMedium", JavaType.SHORT),
    NET_WORD("netWord", JavaType.LONG),
    FIRST("first", JavaType.LONG),
    SECOND("second", JavaType.LONG),
    THIRD("third", JavaType.INT),
    FOURTH("fourth", JavaType.INT);

    private final String method;
    private final JavaType type;

    CellField(String method, JavaType type) {
        this.method = method;
        this.type = type;
    }

    /** The accessor's name. */
    public String method() {
        return method;
    }

    /** What the accessor returns. */
    public JavaType type() {
        return type;
    }

    /** Whether only the context has it. */
    public boolean ofContext() {
        return compareTo(FIRST) >= 0;
    }
}
