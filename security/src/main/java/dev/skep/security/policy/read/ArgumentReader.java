package dev.skep.security.policy.read;

import dev.skep.security.policy.model.Abi;
import dev.skep.security.policy.model.Argument;
import dev.skep.security.policy.model.ArgumentSource;
import dev.skep.security.policy.model.ArgumentType;
import dev.skep.security.policy.model.FieldPath;
import dev.skep.security.policy.read.HookScope.Kind;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what hooks read. */
final class ArgumentReader {
    private static final String[] FIELDS = {
        "index",
        "type",
        "resolve",
        "sizeArgIndex",
        "returnCopy",
        "maxData",
        "label",
        "source",
        "btfType",
        "btfTypeModule"
    };
    /** More arguments has no function. */
    private static final BigInteger MOST_INDEX = BigInteger.valueOf(4095);

    private final Abi host;

    ArgumentReader(Abi host) {
        this.host = host;
    }

    /** An item of {@code args}. */
    Argument argument(Element element, Kind kind) {
        Fields fields = element.fields(FIELDS);
        fields.required("index");
        Argument argument = read(fields);
        if (argument.source() != ArgumentSource.ARGUMENT && (kind == Kind.KPROBE || kind == Kind.FENTRY)) {
            fields.optional("source")
                    .ifPresent(source -> source.wrong("is not for args of " + kind + "; put it under data"));
        }
        return argument;
    }

    /** The {@code returnArg}. */
    Argument returned(Element element) {
        return read(element.fields(FIELDS));
    }

    /** An item of {@code data}. */
    Argument data(Element element) {
        Fields fields = element.fields(FIELDS);
        Argument argument = read(fields);
        if (element.isMapping() && fields.text("source").isEmpty()) {
            element.wrong("needs a source: current_task or pt_regs");
        } else if (element.isMapping() && fields.text("resolve").isEmpty()) {
            element.wrong("needs 'resolve': the field of the task, or the register");
        }
        return argument;
    }

    private Argument read(Fields fields) {
        int index = fields.optional("index")
                .map(value -> (int) value.number(BigInteger.ZERO, MOST_INDEX))
                .orElse(0);
        ArgumentType type = fields.optional("type")
                .filter(value -> !value.text().isEmpty())
                .flatMap(value -> value.choice(ArgumentType.values(), ArgumentType::tetragonName))
                .orElse(ArgumentType.AUTO);
        ArgumentSource source = source(fields);
        Optional<Element> resolve =
                fields.optional("resolve").filter(value -> !value.text().isEmpty());
        boolean register = source == ArgumentSource.PT_REGS;
        Optional<FieldPath> path = register ? Optional.empty() : resolve.flatMap(FieldPathReader::read);
        Optional<String> btfType = fields.filled("btfType");
        if (btfType.isPresent() && resolve.isEmpty()) {
            fields.optional("btfType").ifPresent(value -> value.remark("does nothing without resolve"));
        }
        Optional<String> module = fields.filled("btfTypeModule");
        if (module.isPresent() && btfType.isEmpty()) {
            fields.optional("btfTypeModule").ifPresent(value -> value.wrong("needs btfType: the struct that it has"));
        }
        return new Argument(
                index,
                type,
                source,
                path,
                register ? resolve.map(this::register) : Optional.empty(),
                btfType,
                module,
                sizeArgument(fields, type),
                fields.flag("returnCopy"),
                maxData(fields, type),
                fields.text("label"),
                fields.owner().place());
    }

    private static ArgumentSource source(Fields fields) {
        Optional<Element> source =
                fields.optional("source").filter(value -> !value.text().isEmpty());
        return source.flatMap(value -> value.choice(
                        new ArgumentSource[] {ArgumentSource.CURRENT_TASK, ArgumentSource.PT_REGS},
                        choice -> choice == ArgumentSource.CURRENT_TASK ? "current_task" : "pt_regs"))
                .orElse(ArgumentSource.ARGUMENT);
    }

    private String register(Element resolve) {
        RegisterReader.check(resolve, resolve.text(), host);
        return resolve.text();
    }

    private static OptionalInt sizeArgument(Fields fields, ArgumentType type) {
        Optional<Element> size = fields.optional("sizeArgIndex");
        int number = size.map(value -> (int) value.number(BigInteger.ZERO, MOST_INDEX))
                .orElse(0);
        if (number > 0 && !isBuffer(type)) {
            size.ifPresent(value ->
                    value.remark("does nothing for " + type.tetragonName() + "; it is for char_buf and char_iovec"));
        }
        return number > 0 ? OptionalInt.of(number - 1) : OptionalInt.empty();
    }

    private static boolean maxData(Fields fields, ArgumentType type) {
        boolean flag = fields.flag("maxData");
        if (flag && type != ArgumentType.CHAR_BUF && type != ArgumentType.AUTO) {
            fields.optional("maxData")
                    .ifPresent(
                            value -> value.remark("does nothing for " + type.tetragonName() + "; it is for char_buf"));
        }
        return flag;
    }

    private static boolean isBuffer(ArgumentType type) {
        return type == ArgumentType.CHAR_BUF || type == ArgumentType.CHAR_IOVEC || type == ArgumentType.AUTO;
    }
}
