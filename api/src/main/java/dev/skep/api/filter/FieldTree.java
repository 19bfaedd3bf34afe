package dev.skep.api.filter;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Paths of fields as a tree; a leaf stands for the field as a whole. Immutable once it is made. */
final class FieldTree {
    private final Map<String, FieldTree> fields = new TreeMap<>();

    /** Adds paths such as {@code process.pod.name}. */
    static FieldTree of(List<String> paths) {
        FieldTree root = new FieldTree();
        for (String path : paths) {
            FieldTree at = root;
            for (String name : path.split("\\.", -1)) {
                at = at.fields.computeIfAbsent(name, _ -> new FieldTree());
            }
        }
        return root;
    }

    private boolean isLeaf() {
        return fields.isEmpty();
    }

    /** Clears all fields but these. */
    void keep(Message.Builder message) {
        for (FieldDescriptor field : List.copyOf(message.getAllFields().keySet())) {
            FieldTree below = fields.get(field.getName());
            if (below == null) {
                message.clearField(field);
            } else if (!below.isLeaf() && hasMessages(field)) {
                change(message, field, below, true);
            }
        }
    }

    /** Clears these fields. */
    void clear(Message.Builder message) {
        for (FieldDescriptor field : List.copyOf(message.getAllFields().keySet())) {
            FieldTree below = fields.get(field.getName());
            if (below == null) {
                continue;
            }
            if (below.isLeaf()) {
                message.clearField(field);
            } else if (hasMessages(field)) {
                change(message, field, below, false);
            }
        }
    }

    private static boolean hasMessages(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isMapField();
    }

    private static void change(Message.Builder message, FieldDescriptor field, FieldTree below, boolean keep) {
        if (!field.isRepeated()) {
            message.setField(field, changed((Message) message.getField(field), below, keep));
            return;
        }
        List<Message> elements = new ArrayList<>();
        for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
            elements.add(changed((Message) message.getRepeatedField(field, i), below, keep));
        }
        message.setField(field, elements);
    }

    private static Message changed(Message value, FieldTree below, boolean keep) {
        Message.Builder builder = value.toBuilder();
        if (keep) {
            below.keep(builder);
        } else {
            below.clear(builder);
        }
        return builder.build();
    }
}
