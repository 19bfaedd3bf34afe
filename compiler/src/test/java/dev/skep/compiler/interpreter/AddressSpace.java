package dev.skep.compiler.interpreter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All memory that a program may see. Addresses look like the kernel's, and no two regions touch. */
public final class AddressSpace {
    private final List<@Nullable Region> regions = new ArrayList<>();

    /** Without any region. */
    public AddressSpace() {
        regions.add(null);
    }

    /** Memory with this content, which it shares, that the program may read and write. */
    public Region shared(String name, byte[] content) {
        return add(new Region(name, regions.size(), content, true, true));
    }

    /** Memory with this content that the program may only read. */
    public Region readOnly(String name, byte[] content) {
        return add(new Region(name, regions.size(), content, true, false));
    }

    /** Memory that the program must write before it reads. */
    Region fresh(String name, int size) {
        return add(new Region(name, regions.size(), new byte[size], false, true));
    }

    private Region add(Region region) {
        regions.add(region);
        return region;
    }

    /** Takes the region away: what still points there is stale. */
    void release(Region region) {
        int index = Region.indexOf(region.address());
        if (index == regions.size() - 1) regions.removeLast();
        else regions.set(index, null);
    }

    long load(long address, int size) {
        return region(address).load(address, size);
    }

    void store(long address, int size, long value) {
        region(address).store(address, size, value);
    }

    byte[] read(long address, int size) {
        byte[] copy = new byte[size];
        for (int i = 0; i < size; i++) copy[i] = (byte) load(address + i, 1);
        return copy;
    }

    void write(long address, byte[] content) {
        for (int i = 0; i < content.length; i++) store(address + i, 1, content[i]);
    }

    /** Whether an address belongs to a region. */
    boolean isAddress(long address) {
        int index = Region.indexOf(address);
        return index < regions.size() && regions.get(index) != null;
    }

    private Region region(long address) {
        int index = Region.indexOf(address);
        Region region = index < regions.size() ? regions.get(index) : null;
        if (region == null) throw new Fault("access through 0x" + Long.toHexString(address) + ", which is no address");
        return region;
    }
}
