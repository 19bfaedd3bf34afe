package dev.skep.bpf.memory;

/**
 * Marks an interface whose abstract methods are the fields of a C struct.
 *
 * <p>A field is a getter {@code T name()} and, where it is written, a setter {@code void name(T value)}:
 *
 * <table>
 * <caption>Types of fields</caption>
 * <tr><th>getter</th><th>bytes</th></tr>
 * <tr><td>{@code byte}, {@code boolean}, {@code @U8 int}</td><td>1</td></tr>
 * <tr><td>{@code short}, {@code char} (unsigned), {@code @U16 int}</td><td>2</td></tr>
 * <tr><td>{@code int}, {@code @U32 long}</td><td>4</td></tr>
 * <tr><td>{@code long}</td><td>8</td></tr>
 * <tr><td>{@code @Length(n) Bytes name()}</td><td>n</td></tr>
 * <tr><td>{@code @Length(n) T name(int index)}, T an integer</td><td>n times the size of T</td></tr>
 * <tr><td>{@code S name()}, S another struct</td><td>size of S, embedded</td></tr>
 * </table>
 *
 * <p>Integers are in the byte order of the machine unless the getter carries {@link BigEndian}. Fields of
 * super-interfaces come first, then the fields of the interface in source order. Static, private and default methods are
 * not fields: a default method is ordinary code over them.
 *
 * @see StructLayout
 * @see KernelStruct
 */
public interface Struct {}
