package dev.skep.api.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The interface on the wire is that of Tetragon: every call, and of every message each field with its number, type and label. The tables
 * hold what Tetragon has (v1.8.0-pre.0 of 2026-08-21); what is beside them would be misread by its clients.
 */
final class WireTest {
    /** Fields of ours, which clients of Tetragon pass over. */
    private static final int FIRST_OWN_NUMBER = 50_000;

    private static final String PACKAGE = "tetragon";

    private final List<FileDescriptor> files = files();

    private static List<FileDescriptor> files() {
        Set<FileDescriptor> found = new LinkedHashSet<>();
        ArrayDeque<FileDescriptor> open = new ArrayDeque<>();
        open.add(file(FineGuidanceSensorsGrpc.getServiceDescriptor()));
        open.add(file(EventLogServiceGrpc.getServiceDescriptor()));
        while (!open.isEmpty()) {
            FileDescriptor file = open.remove();
            if (file.getPackage().equals(PACKAGE) && found.add(file)) {
                open.addAll(file.getDependencies());
            }
        }
        return List.copyOf(found);
    }

    private static FileDescriptor file(io.grpc.ServiceDescriptor service) {
        return ((ProtoFileDescriptorSupplier) Objects.requireNonNull(service.getSchemaDescriptor()))
                .getFileDescriptor();
    }

    private static List<String> table(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(WireTest.class.getResourceAsStream("/wire/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
        }
    }

    private <T> List<String> rows(Function<FileDescriptor, List<T>> parts, Function<T, List<String>> rows) {
        return files.stream()
                .flatMap(file -> parts.apply(file).stream())
                .flatMap(part -> rows.apply(part).stream())
                .toList();
    }

    @Test
    void everyFieldHasItsNumberTypeAndLabel() throws IOException {
        assertThat(rows(FileDescriptor::getMessageTypes, message -> fields(message)))
                .containsExactlyInAnyOrderElementsOf(table("fields.tsv"));
    }

    private static List<String> fields(Descriptor message) {
        List<String> rows = new ArrayList<>();
        String name = name(message.getFullName());
        if (message.getFields().isEmpty()) {
            rows.add(String.join("\t", name, "-", "-", "-", "empty message"));
        }
        for (FieldDescriptor field : message.getFields()) {
            if (field.getNumber() < FIRST_OWN_NUMBER) {
                rows.add(String.join(
                        "\t", name, field.getName(), String.valueOf(field.getNumber()), type(field), label(field)));
            }
        }
        for (Descriptor nested : message.getNestedTypes()) {
            if (!nested.getOptions().getMapEntry()) {
                rows.addAll(fields(nested));
            }
        }
        return rows;
    }

    private static String name(String fullName) {
        return fullName.substring(PACKAGE.length() + 1);
    }

    private static String type(FieldDescriptor field) {
        if (field.isMapField()) {
            List<FieldDescriptor> entry = field.getMessageType().getFields();
            return "map<" + type(entry.get(0)) + "," + type(entry.get(1)) + ">";
        }
        return switch (field.getJavaType()) {
            case MESSAGE ->
                field.getMessageType().getFile().getPackage().equals(PACKAGE)
                        ? field.getMessageType().getName()
                        : field.getMessageType().getFullName();
            case ENUM -> field.getEnumType().getName();
            default ->
                field.toProto().getType().name().substring("TYPE_".length()).toLowerCase(Locale.ROOT);
        };
    }

    private static String label(FieldDescriptor field) {
        if (field.isMapField()) {
            return "map";
        }
        if (field.isRepeated()) {
            return "repeated";
        }
        if (field.getRealContainingOneof() != null) {
            return "oneof:" + field.getRealContainingOneof().getName();
        }
        return field.toProto().getProto3Optional() ? "optional" : "singular";
    }

    @Test
    void everyValueOfEachEnumHasItsNumber() throws IOException {
        List<String> rows = new ArrayList<>(rows(FileDescriptor::getEnumTypes, WireTest::values));
        rows.addAll(rows(FileDescriptor::getMessageTypes, WireTest::nestedValues));
        assertThat(rows).containsExactlyInAnyOrderElementsOf(table("enums.tsv"));
    }

    private static List<String> values(EnumDescriptor type) {
        return type.getValues().stream()
                .map(value ->
                        String.join("\t", name(type.getFullName()), value.getName(), String.valueOf(value.getNumber())))
                .toList();
    }

    private static List<String> nestedValues(Descriptor message) {
        return message.getEnumTypes().stream()
                .flatMap(type -> values(type).stream())
                .toList();
    }

    @Test
    void everyCallHasItsRequestAndResponse() throws IOException {
        assertThat(rows(
                        FileDescriptor::getServices,
                        service -> service.getMethods().stream()
                                .map(method -> String.join(
                                        "\t",
                                        service.getFullName(),
                                        method.getName(),
                                        stream(method.isClientStreaming(), method.getInputType()),
                                        answer(method)))
                                .toList()))
                .containsExactlyInAnyOrderElementsOf(table("calls.tsv"));
    }

    private static String answer(MethodDescriptor method) {
        return stream(method.isServerStreaming(), method.getOutputType());
    }

    private static String stream(boolean streaming, Descriptor message) {
        return (streaming ? "stream " : "") + name(message.getFullName());
    }
}
