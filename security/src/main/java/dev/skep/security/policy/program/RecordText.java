package dev.skep.security.policy.program;

/**
 * The address of a text that lies in a tracepoint's record.
 *
 * @param position of its field
 * @param located whether the field says where it lies ({@code __data_loc}), and is not the text itself
 */
public record RecordText(int position, boolean located) implements NumberReader {
    private static final int OFFSET_MASK = 0xffff;

    @Override
    public long read(HookContext context) {
        return located
                ? context.address(HookContext.WHOLE) + (context.number(position) & OFFSET_MASK)
                : context.address(position);
    }

    @Override
    public int cost() {
        return Cost.ARGUMENT;
    }

    @Override
    public String toString() {
        return "field " + position;
    }
}
