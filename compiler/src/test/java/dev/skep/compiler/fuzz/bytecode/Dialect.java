package dev.skep.compiler.fuzz.bytecode;

import dev.skep.compiler.fuzz.tree.JavaType;
import java.lang.classfile.CodeBuilder;

/** How a generated class reaches memory and divides. The object is loaded where one is needed; arguments follow. */
interface Dialect {
    /** Fields beside those that all generated classes have, and how the constructor fills them. */
    void declare(ClassWriter writer);

    /** Pushes a new struct on the stack. */
    void onStack(CodeBuilder code);

    /** Before the index or key is pushed. */
    void beginLookup(CodeBuilder code, boolean hash);

    /** Looks up with the index or key on the stack, and pushes the struct or null. */
    void lookup(CodeBuilder code, boolean hash);

    /** Puts: key and struct are on the stack; pushes a boolean. */
    void put(CodeBuilder code);

    /** Removes: the key is on the stack; pushes a boolean. */
    void remove(CodeBuilder code);

    /** Makes a key of the int on the stack. */
    void key(CodeBuilder code);

    /** Before the offset is pushed. */
    void beginPacket(CodeBuilder code);

    /** Looks at the packet with the offset on the stack, and pushes the struct or null. */
    void packetAt(CodeBuilder code);

    /** Pushes the packet's length. */
    void packetLength(CodeBuilder code);

    /** Divides two ints or longs on the stack. */
    void divide(CodeBuilder code, JavaType type, boolean remainder, boolean unsigned);
}
