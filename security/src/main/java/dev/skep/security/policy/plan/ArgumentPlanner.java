package dev.skep.security.policy.plan;

import dev.skep.security.policy.hook.Refused;
import dev.skep.security.policy.hook.Serving;
import dev.skep.security.policy.hook.Source;
import dev.skep.security.policy.model.Argument;
import dev.skep.security.policy.model.ArgumentSource;
import dev.skep.security.policy.model.ArgumentType;
import dev.skep.security.policy.model.FieldPath;
import dev.skep.security.policy.program.ArgumentNumber;
import dev.skep.security.policy.program.ArgumentStruct;
import dev.skep.security.policy.program.CurrentTask;
import dev.skep.security.policy.program.CutNumber;
import dev.skep.security.policy.program.DescriptorFile;
import dev.skep.security.policy.program.MemberNumber;
import dev.skep.security.policy.program.MemberPath;
import dev.skep.security.policy.program.MemberStruct;
import dev.skep.security.policy.program.NumberArgument;
import dev.skep.security.policy.program.NumberArgument.Form;
import dev.skep.security.policy.program.NumberReader;
import dev.skep.security.policy.program.PathArgument;
import dev.skep.security.policy.program.PlaceReader;
import dev.skep.security.policy.program.StructReader;
import dev.skep.security.policy.program.TextArgument;
import java.util.List;
import java.util.Optional;

/** Says how the arguments of one hook of a policy are read where it is served. */
final class ArgumentPlanner {
    private final KernelTypes types;
    private final Serving serving;

    ArgumentPlanner(KernelTypes types, Serving serving) {
        this.types = types;
        this.serving = serving;
    }

    /**
     * How an argument is read.
     *
     * @throws Refused if it cannot be
     */
    PlannedArgument plan(Argument argument) {
        return plan(argument, source(argument));
    }

    /** How the return value is read. */
    PlannedArgument result(Argument argument, Source result) {
        return plan(argument, result);
    }

    private Source source(Argument argument) {
        if (argument.source() == ArgumentSource.CURRENT_TASK) {
            return new Source.Struct(new CurrentTask());
        }
        if (argument.source() == ArgumentSource.PT_REGS) {
            throw Refused.because("registers cannot be read at " + serving.hook());
        }
        return serving.argument(argument.index());
    }

    private PlannedArgument plan(Argument argument, Source source) {
        ArgumentType type = argument.type();
        if (type == ArgumentType.NOP) {
            return new PlannedArgument.Nothing();
        }
        if (source instanceof Source.Missing missing) {
            throw Refused.because(missing.reason());
        }
        Found found = found(argument, source);
        if (type == ArgumentType.AUTO) {
            type = found.type()
                    .orElseThrow(() -> Refused.because("the type of argument " + argument.index()
                            + " is not known; say which of Tetragon's types it is"));
        }
        return planned(type, found);
    }

    /**
     * What an argument is before its type is looked at.
     *
     * @param number the register or member, as it is
     * @param struct the struct that it is, or that it points to
     * @param type what the kernel says that it is
     */
    private record Found(Optional<NumberReader> number, Optional<StructReader> struct, Optional<ArgumentType> type) {}

    private Found found(Argument argument, Source source) {
        if (argument.resolve().isPresent()) {
            return resolved(argument, source, argument.resolve().get());
        }
        int known =
                argument.source() == ArgumentSource.ARGUMENT ? serving.types().of(argument.index()) : 0;
        Optional<ArgumentType> type = types.argumentType(known);
        return switch (source) {
            case Source.Position position ->
                new Found(
                        Optional.of(new ArgumentNumber(position.position(), Long.BYTES, false)),
                        Optional.of(new ArgumentStruct(
                                position.position(), struct(argument, known).orElse(""))),
                        type);
            case Source.Number number -> new Found(Optional.of(number.reader()), Optional.empty(), type);
            case Source.Struct struct -> new Found(Optional.empty(), Optional.of(struct.reader()), type);
            case Source.Missing missing -> throw Refused.because(missing.reason());
        };
    }

    /** The struct that an argument points to: as the policy says, as its type means, or as the kernel says. */
    private Optional<String> struct(Argument argument, int known) {
        if (argument.btfType().isPresent()) {
            return argument.btfType();
        }
        Optional<String> meant = StructNames.of(argument.type());
        return meant.isPresent() ? meant : types.pointedStruct(known);
    }

    private Found resolved(Argument argument, Source source, FieldPath path) {
        int known =
                argument.source() == ArgumentSource.ARGUMENT ? serving.types().of(argument.index()) : 0;
        String struct = argument.btfType()
                .or(() -> argument.source() == ArgumentSource.CURRENT_TASK
                        ? Optional.of("task_struct")
                        : Optional.empty())
                .or(() -> types.pointedStruct(known))
                .orElseThrow(() -> Refused.because(
                        "what argument " + argument.index() + " points to is not known; say it with btfType"));
        StructReader start = switch (source) {
            case Source.Position position -> new ArgumentStruct(position.position(), struct);
            case Source.Struct reader -> reader.reader();
            case Source.Number number -> throw Refused.because(number.reader() + " is no struct");
            case Source.Missing missing -> throw Refused.because(missing.reason());
        };
        KernelTypes.End end = types.follow(struct, path);
        Optional<ArgumentType> type = types.argumentType(end.type());
        int bytes = end.bytes();
        boolean number = bytes == 1 || bytes == 2 || bytes == 4 || bytes == Long.BYTES;
        Optional<NumberReader> reader = number
                ? Optional.of(new MemberNumber(
                        start, end.path(), bytes, types.signed(end.type()), end.bitOffset(), end.bits()))
                : Optional.empty();
        Optional<String> behind = types.pointedStruct(end.type()).or(() -> StructNames.of(argument.type()));
        MemberPath to = behind.isPresent() && types.pointedStruct(end.type()).isPresent()
                ? through(end.path(), behind.get())
                : end.path();
        return new Found(reader, Optional.of(new MemberStruct(start, to)), type);
    }

    private static MemberPath through(MemberPath path, String struct) {
        List<MemberPath.Hop> hops = new java.util.ArrayList<>(path.hops());
        hops.add(new MemberPath.Hop(path.offset(), struct));
        return new MemberPath(hops, 0, path.text());
    }

    private PlannedArgument planned(ArgumentType type, Found found) {
        if (type.isNumber()) {
            return number(type, found);
        }
        return switch (type) {
            case STRING -> new PlannedArgument.Text(new TextArgument(register(found)));
            case FILENAME ->
                new PlannedArgument.Text(new TextArgument(member(struct(found, type), "filename", "name")));
            case FD -> file(new DescriptorFile(register(found)), PlaceReader.Kind.FILE, PathArgument.Form.FILE);
            case FILE -> file(struct(found, type), PlaceReader.Kind.FILE, PathArgument.Form.FILE);
            case KIOCB ->
                file(
                        memberStruct(struct(found, type), "kiocb", "ki_filp", "file"),
                        PlaceReader.Kind.FILE,
                        PathArgument.Form.FILE);
            case LINUX_BINPRM ->
                file(
                        memberStruct(struct(found, type), "linux_binprm", "file", "file"),
                        PlaceReader.Kind.FILE,
                        PathArgument.Form.BINPRM);
            case PATH -> file(struct(found, type), PlaceReader.Kind.PATH, PathArgument.Form.PATH);
            case DENTRY -> file(struct(found, type), PlaceReader.Kind.DENTRY, PathArgument.Form.PATH);
            default -> throw Refused.because("arguments of type " + type.tetragonName() + " cannot be read here yet");
        };
    }

    private static NumberReader register(Found found) {
        return found.number().orElseThrow(() -> Refused.because("this argument is no number or address here"));
    }

    private static StructReader struct(Found found, ArgumentType type) {
        return found.struct()
                .orElseThrow(() ->
                        Refused.because("this argument is no struct here, so not of type " + type.tetragonName()));
    }

    private static PlannedArgument file(StructReader from, PlaceReader.Kind kind, PathArgument.Form form) {
        return new PlannedArgument.File(new PathArgument(new PlaceReader(from, kind), form));
    }

    private NumberReader member(StructReader from, String struct, String member) {
        KernelTypes.End end = types.follow(struct, new FieldPath(List.of(new FieldPath.Field(member))));
        return new MemberNumber(from, end.path(), end.bytes(), false, 0, 0);
    }

    private StructReader memberStruct(StructReader from, String struct, String member, String target) {
        KernelTypes.End end = types.follow(struct, new FieldPath(List.of(new FieldPath.Field(member))));
        return new MemberStruct(from, through(end.path(), target));
    }

    private static PlannedArgument number(ArgumentType type, Found found) {
        boolean signed = type.kind() == ArgumentType.Kind.SIGNED;
        NumberReader reader = cut(register(found), type.bytes(), signed);
        Form form = switch (type) {
            case CAPABILITY -> Form.CAPABILITY;
            case BPF_CMD -> Form.BPF_COMMAND;
            case SYSCALL64 -> Form.SYSCALL;
            default ->
                type.bytes() == Long.BYTES ? signed ? Form.INT64 : Form.UINT64 : signed ? Form.INT32 : Form.UINT32;
        };
        return new PlannedArgument.Number(reader, new NumberArgument(reader, form));
    }

    private static NumberReader cut(NumberReader reader, int bytes, boolean signed) {
        if (reader instanceof ArgumentNumber number) {
            return new ArgumentNumber(number.position(), bytes, signed);
        }
        return bytes == Long.BYTES ? reader : new CutNumber(reader, bytes, signed);
    }
}
