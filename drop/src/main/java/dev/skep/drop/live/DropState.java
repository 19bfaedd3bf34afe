package dev.skep.drop.live;

/** Whether rules are at work. */
public enum DropState {
    /** They are. */
    ACTIVE,
    /** Their time is over: everything passes. */
    EXPIRED,
    /** They have not begun, or their end was begun and not finished: everything passes. */
    UNFINISHED,
    /** All their devices are gone, and do not come back. */
    GONE
}
