package dev.skep.security.policy.program;

/**
 * Type and permissions of a file, {@code i_mode}.
 *
 * @param place the file
 */
public record FileMode(PlaceReader place) implements NumberReader {
    @Override
    public long read(HookContext context) {
        return place.dentry(context).d_inode().i_mode();
    }

    @Override
    public int cost() {
        return place.cost() + 2 * Cost.LOAD;
    }

    @Override
    public String toString() {
        return "mode of " + place;
    }
}
