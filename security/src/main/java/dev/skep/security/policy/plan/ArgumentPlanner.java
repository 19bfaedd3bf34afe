package dev.skep.security.policy.plan;

import dev.skep.security.policy.hook.Refused;
import dev.skep.security.policy.hook.Serving;
import dev.skep.security.policy.hook.Source;
import dev.skep.security.policy.model.Argument;
import dev.skep.security.policy.model.ArgumentSource;
import dev.skep.security.policy.model.ArgumentType;
import dev.skep.security.policy.model.FieldPath;
import dev.skep.security.policy.program.ArgumentCode;
import dev.skep.security.policy.program.ArgumentNumber;
import dev.skep.security.policy.program.ArgumentStruct;
import dev.skep.security.policy.program.ConstantNumber;
import dev.skep.security.policy.program.CurrentTask;
import dev.skep.security.policy.program.CutNumber;
import dev.skep.security.policy.program.DataArgument;
import dev.skep.security.policy.program.DescriptorFile;
import dev.skep.security.policy.program.MemberPath;
import dev.skep.security.policy.program.MemoryNumber;
import dev.skep.security.policy.program.NameArgument;
import dev.skep.security.policy.program.NumberArgument;
import dev.skep.security.policy.program.NumberArgument.Form;
import dev.skep.security.policy.program.NumberReader;
import dev.skep.security.policy.program.PathArgument;
import dev.skep.security.policy.program.PlaceReader;
import dev.skep.security.policy.program.RecordText;
import dev.skep.security.policy.program.StructAddress;
import dev.skep.security.policy.program.StructReader;
import dev.skep.security.policy.program.SyscallNumber;
import dev.skep.security.policy.program.TextArgument;
import dev.skep.security.policy.program.UnixAddressArgument;
import dev.skep.security.policy.program.VectorArgument;
import java.util.Optional;

/** Says how the arguments of one hook of a policy are read where it is served. */
final class ArgumentPlanner {
    private final KernelTypes types;
    private final Optional<KernelTypes> ofBinary;
    private final StructPlans structs;
    private final Serving serving;

    /**
     * For a hook.
     *
     * @param ofBinary types of the program that is probed, if the policy says where they are
     */
    ArgumentPlanner(KernelTypes types, Optional<KernelTypes> ofBinary, Serving serving) {
        this.types = types;
        this.ofBinary = ofBinary;
        structs = new StructPlans(types);
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

    /**
     * How the return value is read.
     *
     * @throws Refused if it cannot be
     */
    PlannedArgument result(Argument argument, Source result) {
        if (argument.type() == ArgumentType.AUTO) {
            throw Refused.because("the type of the result is not known; say which of Tetragon's types it is");
        }
        if (argument.resolve().isPresent() && argument.btfType().isEmpty()) {
            throw Refused.because("what the result points to is not known; say it with btfType");
        }
        return plan(argument, result);
    }

    /**
     * Of which type an argument is: as the policy says, or else the kernel.
     *
     * @throws Refused if neither says it
     */
    ArgumentType type(Argument argument) {
        return argument.type() == ArgumentType.AUTO
                ? type(argument, found(argument, source(argument)))
                : argument.type();
    }

    private static ArgumentType type(Argument argument, Found found) {
        return argument.type() != ArgumentType.AUTO
                ? argument.type()
                : found.type()
                        .orElseThrow(() -> Refused.because("the type of argument " + argument.index()
                                + " is not known; say which of Tetragon's types it is"));
    }

    private Source source(Argument argument) {
        if (argument.source() == ArgumentSource.CURRENT_TASK) {
            return new Source.Struct(new CurrentTask());
        }
        if (argument.source() == ArgumentSource.PT_REGS) {
            return Registers.of(serving.hook(), argument.register().orElse(""));
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
        if (source instanceof Source.Connection connection) {
            return connection(type, connection);
        }
        if (source instanceof Source.Attributes attributes) {
            return attributes(type, attributes);
        }
        if (source instanceof Source.FileName name) {
            return name(type, name);
        }
        if (source instanceof Source.PerfAttributes attributes) {
            return event(type, attributes);
        }
        if (source instanceof Source.Operation operation) {
            return operation(type, operation);
        }
        if (source instanceof Source.Bytes bytes) {
            return bytes(type, new DataArgument(bytes.address(), bytes.length(), false));
        }
        if (source instanceof Source.Field field) {
            return field(type(argument), field);
        }
        if (source instanceof Source.Pieces pieces) {
            return bytes(type, new VectorArgument(pieces.address(), pieces.count()));
        }
        Found found = found(argument, source);
        type = type(argument, found);
        return type == ArgumentType.SOCK
                        && source instanceof Source.Changing changing
                        && argument.resolve().isEmpty()
                ? structs.socket(changing.reader(), changing.state())
                : planned(type, found, argument);
    }

    private PlannedArgument connection(ArgumentType type, Source.Connection connection) {
        return switch (type) {
            case SOCKADDR -> structs.socketAddress(connection);
            case SOCK, SOCKET -> structs.socket(connection);
            default ->
                throw Refused.because(
                        "type " + type.tetragonName() + " is not for this argument: it is a socket and an address");
        };
    }

    private PlannedArgument attributes(ArgumentType type, Source.Attributes attributes) {
        return switch (type) {
            case BPF_ATTR -> new PlannedArgument.Shown(structs.programAttributes(attributes.address()));
            case BPF_MAP -> new PlannedArgument.Shown(structs.mapAttributes(attributes.address()));
            default ->
                throw Refused.because(
                        "type " + type.tetragonName() + " is not for this argument: it is what a process tells bpf(2)");
        };
    }

    private static PlannedArgument name(ArgumentType type, Source.FileName name) {
        TextArgument text = new TextArgument(name.address());
        return switch (type) {
            case PATH -> new PlannedArgument.Text(new NameArgument(text));
            case STRING -> new PlannedArgument.Text(text);
            default ->
                throw Refused.because("type " + type.tetragonName()
                        + " is not for this argument: it is the name that a process gives");
        };
    }

    private PlannedArgument event(ArgumentType type, Source.PerfAttributes attributes) {
        if (type == ArgumentType.PERF_EVENT) {
            return new PlannedArgument.Shown(structs.perfAttributes(attributes.address()));
        }
        throw Refused.because("type " + type.tetragonName()
                + " is not for this argument: it is what a process tells perf_event_open(2)");
    }

    private static PlannedArgument operation(ArgumentType type, Source.Operation operation) {
        return switch (type) {
            case FILE, KIOCB -> file(operation.file(), PlaceReader.Kind.FILE, PathArgument.Form.FILE);
            default -> throw Refused.because("type " + type.tetragonName() + " is not for this argument: it is a file");
        };
    }

    private static PlannedArgument bytes(ArgumentType type, ArgumentCode.Growing written) {
        return switch (type) {
            case CHAR_BUF -> new PlannedArgument.Text(written);
            case CONST_BUF, IOV_ITER -> new PlannedArgument.Shown(written);
            default ->
                throw Refused.because(
                        "type " + type.tetragonName() + " is not for this argument: it is bytes of the process");
        };
    }

    private static PlannedArgument field(ArgumentType type, Source.Field field) {
        RecordText bytes = new RecordText(field.position(), false);
        return switch (type) {
            case STRING -> new PlannedArgument.Text(new TextArgument(bytes));
            case CHAR_BUF -> new PlannedArgument.Text(sized(bytes, field));
            case CONST_BUF -> new PlannedArgument.Shown(sized(bytes, field));
            default ->
                throw Refused.because("type " + type.tetragonName() + " is not for field " + field.name()
                        + ", which has " + field.size() + " bytes; take string, char_buf or const_buf");
        };
    }

    private static DataArgument sized(RecordText bytes, Source.Field field) {
        return new DataArgument(bytes, new ConstantNumber(field.size()), false);
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
        Optional<ArgumentType> type = argument.source() == ArgumentSource.ARGUMENT
                ? types.argumentType(known).or(() -> serving.types().declared(argument.index()))
                : Optional.empty();
        return switch (source) {
            case Source.Position position ->
                new Found(
                        Optional.of(new ArgumentNumber(position.position(), Long.BYTES, false)),
                        Optional.of(new ArgumentStruct(
                                position.position(), struct(argument, known).orElse(""))),
                        type);
            case Source.Number number -> new Found(Optional.of(number.reader()), Optional.empty(), type);
            case Source.Struct struct -> new Found(Optional.empty(), Optional.of(struct.reader()), type);
            case Source.Changing changing -> new Found(Optional.empty(), Optional.of(changing.reader()), type);
            case Source.Connection connection -> throw unknown();
            case Source.Attributes attributes -> throw unknown();
            case Source.FileName name -> throw unknown();
            case Source.PerfAttributes attributes -> throw unknown();
            case Source.Operation operation -> throw unknown();
            case Source.Bytes bytes -> throw unknown();
            case Source.Pieces pieces -> throw unknown();
            case Source.Field field -> new Found(Optional.empty(), Optional.empty(), type);
            case Source.Missing missing -> throw Refused.because(missing.reason());
        };
    }

    private static Refused unknown() {
        return Refused.because("nothing is known of what this argument leads to");
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
            case Source.Changing changing -> changing.reader();
            case Source.Number number -> throw Refused.because(number.reader() + " is no struct");
            case Source.Connection connection -> throw unknown();
            case Source.Attributes attributes -> throw unknown();
            case Source.FileName name -> throw unknown();
            case Source.PerfAttributes attributes -> throw unknown();
            case Source.Operation operation -> throw unknown();
            case Source.Bytes bytes -> throw unknown();
            case Source.Pieces pieces -> throw unknown();
            case Source.Field field -> throw unknown();
            case Source.Missing missing -> throw Refused.because(missing.reason());
        };
        KernelTypes own = argument.source() == ArgumentSource.ARGUMENT ? ofBinary.orElse(types) : types;
        KernelTypes.End end = own.follow(struct, path);
        Optional<ArgumentType> type = own.argumentType(end.type());
        int bytes = end.bytes();
        boolean number = bytes == 1 || bytes == 2 || bytes == 4 || bytes == Long.BYTES;
        Optional<NumberReader> reader = number
                ? Optional.of(end.path().bits(start, bytes, own.signed(end.type()), end.bitOffset(), end.bits()))
                : Optional.empty();
        Optional<String> behind = own.pointedStruct(end.type()).or(() -> StructNames.of(argument.type()));
        MemberPath to = behind.isPresent() && own.pointedStruct(end.type()).isPresent()
                ? StructPlans.through(end.path(), behind.get())
                : end.path();
        return new Found(reader, Optional.of(to.struct(start)), type);
    }

    private PlannedArgument planned(ArgumentType type, Found found, Argument argument) {
        if (type.isNumber()) {
            return number(type, found);
        }
        return switch (type) {
            case STRING -> new PlannedArgument.Text(new TextArgument(text(found)));
            case FILENAME ->
                new PlannedArgument.Text(new TextArgument(structs.member(struct(found, type), "filename", "name")));
            case FD -> file(new DescriptorFile(register(found)), PlaceReader.Kind.FILE, PathArgument.Form.FILE);
            case FILE -> file(struct(found, type), PlaceReader.Kind.FILE, PathArgument.Form.FILE);
            case KIOCB ->
                file(
                        structs.struct(struct(found, type), "kiocb", "ki_filp"),
                        PlaceReader.Kind.FILE,
                        PathArgument.Form.FILE);
            case LINUX_BINPRM ->
                file(
                        structs.struct(struct(found, type), "linux_binprm", "file"),
                        PlaceReader.Kind.FILE,
                        PathArgument.Form.BINPRM);
            case PATH -> file(struct(found, type), PlaceReader.Kind.PATH, PathArgument.Form.PATH);
            case DENTRY -> file(struct(found, type), PlaceReader.Kind.DENTRY, PathArgument.Form.PATH);
            case SOCK -> structs.socket(struct(found, type));
            case SOCKET -> structs.socket(structs.struct(struct(found, type), "socket", "sk"));
            case SKB -> structs.packet(struct(found, type));
            case SOCKADDR -> structs.socketAddress(register(found));
            case SOCKADDR_UN -> local(new UnixAddressArgument(register(found)));
            case CRED -> new PlannedArgument.Shown(structs.rights(struct(found, type)));
            case USER_NAMESPACE -> new PlannedArgument.Shown(structs.userNamespace(struct(found, type)));
            case CAP_INHERITABLE ->
                capabilities(set(found, argument, Optional.of("cap_inheritable")), Form.INHERITABLE);
            case CAP_PERMITTED -> capabilities(set(found, argument, Optional.of("cap_permitted")), Form.PERMITTED);
            case CAP_EFFECTIVE -> capabilities(set(found, argument, Optional.of("cap_effective")), Form.EFFECTIVE);
            case KERNEL_CAP_T -> capabilities(set(found, argument, Optional.empty()), Form.CAPABILITIES);
            case BPF_ATTR -> new PlannedArgument.Shown(structs.programAttributes(register(found)));
            case BPF_MAP -> new PlannedArgument.Shown(structs.map(struct(found, type)));
            case BPF_PROG -> new PlannedArgument.Shown(structs.program(struct(found, type)));
            case MODULE -> new PlannedArgument.Shown(structs.module(struct(found, type)));
            case LOAD_INFO -> new PlannedArgument.Shown(structs.loadedModule(struct(found, type)));
            case NET_DEVICE -> device(struct(found, type));
            case CHAR_BUF -> new PlannedArgument.Text(new DataArgument(register(found), size(argument), false));
            case CONST_BUF -> new PlannedArgument.Shown(new DataArgument(register(found), size(argument), false));
            case CHAR_IOVEC -> new PlannedArgument.Text(new VectorArgument(register(found), size(argument)));
            case IOV_ITER -> new PlannedArgument.Shown(structs.iterator(struct(found, type)));
            case PERF_EVENT -> new PlannedArgument.Shown(structs.perfEvent(struct(found, type)));
            case DATA_LOC -> new PlannedArgument.Text(new TextArgument(new RecordText(position(found), true)));
            default -> throw Refused.because("arguments of type " + type.tetragonName() + " cannot be read here");
        };
    }

    private static PlannedArgument local(UnixAddressArgument address) {
        return new PlannedArgument.Local(address.family(), address);
    }

    private PlannedArgument device(StructReader device) {
        StructReader name = structs.struct(device, "net_device", "name");
        return new PlannedArgument.Named(new TextArgument(new StructAddress(name)), structs.device(device));
    }

    /** Where a text is: at an address, or in a struct as {@code comm} of a task is. */
    private static NumberReader text(Found found) {
        return found.number().isEmpty() && found.struct().isPresent()
                ? new StructAddress(found.struct().get())
                : register(found);
    }

    private static Refused noSize(int index) {
        return Refused.because("the size, argument " + index + ", is no number");
    }

    private static PlannedArgument capabilities(NumberReader bits, Form form) {
        return new PlannedArgument.Number(bits, new NumberArgument(bits, form));
    }

    /**
     * A set of capabilities: the argument itself where it is no pointer, or what it points to.
     *
     * @param ofRights the member that is meant where that is a {@code struct cred}; empty if it is always the set
     */
    private NumberReader set(Found found, Argument argument, Optional<String> ofRights) {
        if (found.struct().isEmpty() && found.number().isPresent()) {
            return register(found);
        }
        if (ofRights.isPresent() && isRights(found, argument)) {
            return structs.capabilities(struct(found, argument.type()), ofRights.get());
        }
        NumberReader address =
                argument.resolve().isPresent() ? new StructAddress(struct(found, argument.type())) : register(found);
        return new MemoryNumber(address, 0, Long.BYTES, MemoryNumber.Order.HOST);
    }

    private boolean isRights(Found found, Argument argument) {
        if (argument.resolve().isPresent()) {
            return found.type().filter(ArgumentType.CRED::equals).isPresent();
        }
        int known =
                argument.source() == ArgumentSource.ARGUMENT ? serving.types().of(argument.index()) : 0;
        return known == 0 || types.pointedStruct(known).filter("cred"::equals).isPresent();
    }

    private static int position(Found found) {
        if (register(found) instanceof ArgumentNumber number) {
            return number.position();
        }
        throw Refused.because("this argument is no field of a record");
    }

    /** The argument that says how many bytes, or pieces, there are. */
    private NumberReader size(Argument argument) {
        if (argument.sizeArgument().isEmpty()) {
            throw Refused.because("say with sizeArgIndex which argument has the size");
        }
        int index = argument.sizeArgument().getAsInt();
        return switch (serving.argument(index)) {
            case Source.Position position -> new ArgumentNumber(position.position(), Long.BYTES, true);
            case Source.Number number -> number.reader();
            case Source.Struct struct -> throw noSize(index);
            case Source.Changing changing -> throw noSize(index);
            case Source.Connection connection -> throw noSize(index);
            case Source.Attributes attributes -> throw noSize(index);
            case Source.FileName name -> throw noSize(index);
            case Source.PerfAttributes attributes -> throw noSize(index);
            case Source.Operation operation -> throw noSize(index);
            case Source.Bytes bytes -> throw noSize(index);
            case Source.Pieces pieces -> throw noSize(index);
            case Source.Field field -> throw noSize(index);
            case Source.Missing missing -> throw Refused.because(missing.reason());
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

    private PlannedArgument number(ArgumentType type, Found found) {
        boolean signed = type.kind() == ArgumentType.Kind.SIGNED;
        NumberReader plain = cut(register(found), type.bytes(), signed);
        NumberReader reader = type == ArgumentType.SYSCALL64 ? new SyscallNumber(plain, types.threadStatus()) : plain;
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
        if (reader instanceof ConstantNumber known) {
            return known.cut(bytes, signed);
        }
        return bytes == Long.BYTES ? reader : new CutNumber(reader, bytes, signed);
    }
}
