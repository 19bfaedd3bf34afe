package dev.skep.security.policy.program;

import dev.skep.bpf.tracefs.TracepointField;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.UntypedStruct;
import java.util.List;

/**
 * The record of a tracepoint; a position is that of a field in its format, those that all records have included.
 *
 * @param record the record
 * @param fields its fields
 */
record RecordContext(UntypedStruct record, List<TracepointField> fields) implements HookContext {
    @Override
    public long number(int position) {
        TracepointField field = fields.get(position);
        return record.number(field.offset(), Math.min(field.size(), Long.BYTES), field.signed());
    }

    /** The cookie that was given where it is attached. */
    @Override
    public int seat() {
        return (int) Helpers.getAttachCookie();
    }

    @Override
    public UntypedStruct struct(int position, String struct) {
        return Memory.cast(number(position), struct);
    }

    @Override
    public long address(int position) {
        return Memory.address(record)
                + (position == WHOLE ? 0 : fields.get(position).offset());
    }
}
