package dev.skep.bpf.memory;

/** A struct with every kind of field. */
interface SampleStruct extends SampleHeader {

    byte i8();

    void i8(byte v);

    @U8
    int u8();

    void u8(int v);

    boolean flag();

    void flag(boolean v);

    void i16(short v); // a setter may stand before its getter

    short i16();

    @U16
    int u16();

    void u16(int v);

    char c16();

    void c16(char v);

    int i32();

    void i32(int v);

    @U32
    long u32();

    void u32(long v);

    long i64();

    void i64(long v);

    @BigEndian
    short i16be();

    void i16be(short v);

    @BigEndian
    @U16
    int u16be();

    void u16be(int v);

    @BigEndian
    int i32be();

    void i32be(int v);

    @BigEndian
    @U32
    long u32be();

    void u32be(long v);

    @BigEndian
    long i64be();

    void i64be(long v);

    @Length(5)
    Bytes name();

    Point point();

    @Length(3)
    long slots(int i);

    void slots(int i, long v);

    @Length(4)
    @U8
    int octets(int i);

    void octets(int i, int v);

    @Length(2)
    @BigEndian
    @U16
    int ports(int i);

    void ports(int i, int v);

    @AtomicAdd("slots")
    void addSlots(int i, long by);

    @AtomicAdd("i64")
    void addI64(long by);

    @AtomicAdd("i32")
    void addI32(int by);

    @AtomicAdd("u32")
    void addU32(long by);

    default long sum() {
        return i64() + i32();
    }

    /** Two numbers. */
    interface Point extends Struct {
        short x();

        void x(short v);

        int y();

        void y(int v);
    }
}
