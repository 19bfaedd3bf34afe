package dev.skep.bpf.map;

import java.util.Objects;

/**
 * Network devices by number: a redirected packet leaves by the device.
 *
 * <p>{@code BPF_MAP_TYPE_DEVMAP}, since Linux 4.14: numbers below the size; {@code BPF_MAP_TYPE_DEVMAP_HASH}, since 5.4: any numbers. A
 * program for packets on their way out of the device needs 5.8. A device that goes away is taken out by the kernel.
 */
public final class DeviceMap extends RedirectMap {
    private DeviceMap(MapType type, int entries) {
        super(type, Long.BYTES, entries);
    }

    /** Describes a map of devices under the numbers below {@code entries}. */
    public static DeviceMap of(int entries) {
        return new DeviceMap(MapType.DEVMAP, entries);
    }

    /** Describes a map of at most so many devices under any numbers. */
    public static DeviceMap ofAnyKeys(int entries) {
        return new DeviceMap(MapType.DEVMAP_HASH, entries);
    }

    /**
     * Puts a device, of this process's network namespace, under a number. User space only.
     *
     * @throws IndexOutOfBoundsException if the number is outside
     */
    public void set(int key, int interfaceIndex) {
        set(key, interfaceIndex, 0);
    }

    /**
     * As {@link #set(int, int)} with a program that sees the packets on their way out.
     *
     * @param programFd of an XDP program that was loaded for XDP_DEVMAP; stays the caller's; 0 for none
     */
    public void set(int key, int interfaceIndex, int programFd) {
        if (type() == MapType.DEVMAP) {
            Objects.checkIndex(key, maxEntries());
        }
        put(key, Integer.toUnsignedLong(interfaceIndex) | (long) programFd << 32);
    }
}
