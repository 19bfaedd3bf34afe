package dev.skep.api.json;

import com.google.protobuf.BoolValue;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Int32Value;
import com.google.protobuf.MapEntry;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.FieldMaskUtil;
import com.google.protobuf.util.Timestamps;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes messages as protobuf's JSON mapping says, with the names of the .proto files. JsonFormat would write {@code =}, {@code <} and
 * others as escapes, which no other client of the interface does. Not safe for several threads.
 */
final class MessagePrinter {
    private final StringBuilder json = new StringBuilder(1024);

    static String print(MessageOrBuilder message) {
        MessagePrinter printer = new MessagePrinter();
        printer.fields(message);
        return printer.json.toString();
    }

    private void fields(MessageOrBuilder message) {
        char separator = '{';
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            json.append(separator);
            separator = ',';
            JsonText.add(field.getKey().getName(), json);
            json.append(':');
            field(field.getKey(), field.getValue());
        }
        json.append(separator == '{' ? "{}" : "}");
    }

    private void field(FieldDescriptor field, Object value) {
        if (field.isMapField()) {
            map(field, (List<?>) value);
        } else if (field.isRepeated()) {
            char separator = '[';
            for (Object element : (List<?>) value) {
                json.append(separator);
                separator = ',';
                value(field, element);
            }
            json.append(separator == '[' ? "[]" : "]");
        } else {
            value(field, value);
        }
    }

    /** In the order of the keys: maps have none of their own. */
    private void map(FieldDescriptor field, List<?> entries) {
        FieldDescriptor valueField = field.getMessageType().findFieldByNumber(2);
        Map<String, Object> sorted = new TreeMap<>();
        for (Object entry : entries) {
            MapEntry<?, ?> pair = (MapEntry<?, ?>) entry;
            sorted.put(pair.getKey().toString(), pair.getValue());
        }
        char separator = '{';
        for (Map.Entry<String, Object> entry : sorted.entrySet()) {
            json.append(separator);
            separator = ',';
            JsonText.add(entry.getKey(), json);
            json.append(':');
            value(valueField, entry.getValue());
        }
        json.append(separator == '{' ? "{}" : "}");
    }

    private void value(FieldDescriptor field, Object value) {
        switch (field.getType()) {
            case STRING -> JsonText.add((String) value, json);
            case INT32, SINT32, SFIXED32, BOOL -> json.append(value);
            case UINT32, FIXED32 -> json.append(Integer.toUnsignedString((Integer) value));
            case INT64, SINT64, SFIXED64 -> json.append('"').append(value).append('"');
            case UINT64, FIXED64 ->
                json.append('"').append(Long.toUnsignedString((Long) value)).append('"');
            case FLOAT, DOUBLE -> number(((Number) value).doubleValue(), value);
            case BYTES ->
                json.append('"')
                        .append(Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()))
                        .append('"');
            case ENUM -> enumeration((EnumValueDescriptor) value);
            case MESSAGE, GROUP -> message((Message) value);
        }
    }

    private void number(double value, Object printed) {
        boolean finite = !Double.isNaN(value) && !Double.isInfinite(value);
        json.append(finite ? "" : "\"").append(printed).append(finite ? "" : "\"");
    }

    private void enumeration(EnumValueDescriptor value) {
        if (value.getIndex() < 0) {
            // A number that this version has no name for.
            json.append(value.getNumber());
        } else {
            JsonText.add(value.getName(), json);
        }
    }

    private void message(Message message) {
        switch (message) {
            case Timestamp time -> JsonText.add(Timestamps.toString(time), json);
            case Duration length -> JsonText.add(Durations.toString(length), json);
            case FieldMask mask -> JsonText.add(FieldMaskUtil.toJsonString(mask), json);
            case UInt32Value number -> json.append(Integer.toUnsignedString(number.getValue()));
            case Int32Value number -> json.append(number.getValue());
            case BoolValue flag -> json.append(flag.getValue());
            default -> fields(message);
        }
    }
}
