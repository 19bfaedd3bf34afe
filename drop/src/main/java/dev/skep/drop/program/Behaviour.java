package dev.skep.drop.program;

import java.util.List;

/**
 * How a program works besides its rules. What it does not do costs nothing.
 *
 * @param dryRun count what would be dropped, and drop nothing
 * @param bounded ask for the {@linkplain DropMaps#deadline deadline}
 * @param sampled show dropped packets while there is {@linkplain DropMaps#credit credit}
 * @param devices indices of the devices that are counted apart; a packet of any other is counted for the last one
 */
public record Behaviour(boolean dryRun, boolean bounded, boolean sampled, List<Integer> devices) {
    /** Copies the list. */
    public Behaviour {
        devices = List.copyOf(devices);
        if (devices.isEmpty()) {
            throw new IllegalArgumentException("no devices");
        }
    }
}
