package dev.skep.bpf.memory;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Generates the class of the views of one struct. Each method computes the offset of its field and calls one static method
 * of {@link StructView}.
 *
 * <p>The class is a neighbour of the interface, which need not be public. It is not a hidden class: the JDK lets no module
 * define those in another, not even in packages that are open to it.
 */
final class ViewClass {

    private static final ClassDesc VIEW = ClassDesc.ofDescriptor("Ldev/skep/bpf/memory/StructView;");
    private static final MethodTypeDesc CREATE = MethodTypeDesc.of(VIEW);
    private static final MethodTypeDesc ELEMENT = MethodTypeDesc.of(CD_int, CD_int, CD_int, CD_int, CD_int);
    private static final MethodTypeDesc ATOMIC =
            MethodTypeDesc.of(CD_long, VIEW, CD_int, CD_int, CD_int, CD_long, CD_long);
    private static final MethodTypeDesc EMBEDDED = MethodTypeDesc.of(VIEW, VIEW, CD_int, CD_int);

    private final StructLayout layout;
    private final ClassDesc self;

    private ViewClass(StructLayout layout) {
        this.layout = layout;
        this.self = ClassDesc.of(name(layout.type()));
    }

    /** An instance of the class of views of this layout, not placed. */
    static StructView instance(StructLayout layout) {
        MethodHandles.Lookup lookup = lookup(layout.type());
        try {
            Class<?> type = define(lookup, layout);
            return (StructView) lookup.findConstructor(type, MethodType.methodType(void.class))
                    .invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("view of " + layout.type().getTypeName() + " cannot be made", e);
        }
    }

    private static Class<?> define(MethodHandles.Lookup lookup, StructLayout layout)
            throws IllegalAccessException, ClassNotFoundException {
        byte[] classFile = new ViewClass(layout).generate();
        try {
            return lookup.defineClass(classFile);
        } catch (LinkageError twice) {
            // another thread was faster
            return lookup.findClass(name(layout.type()));
        }
    }

    private static String name(Class<?> type) {
        return type.getName().concat("$$View");
    }

    /** Refuses a type whose package the view's class could not be defined in. */
    static void checkOpen(Class<?> type) {
        if (!type.getModule().isOpen(type.getPackageName(), ViewClass.class.getModule())) throw closed(type, null);
    }

    private static IllegalArgumentException closed(Class<?> type, @Nullable Throwable cause) {
        String module = type.getModule().getName();
        return new IllegalArgumentException(
                type.getTypeName() + ": package not open; add to the module-info of " + module + ": opens "
                        + type.getPackageName() + " to dev.skep.bpf;",
                cause);
    }

    private static MethodHandles.Lookup lookup(Class<?> type) {
        ViewClass.class.getModule().addReads(type.getModule());
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        } catch (IllegalAccessException e) {
            throw closed(type, e);
        }
    }

    private byte[] generate() {
        return ClassFile.of().build(self, this::members);
    }

    private void members(ClassBuilder type) {
        type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
                .withSuperclass(VIEW)
                .withInterfaceSymbols(ClassDesc.ofDescriptor(layout.type().descriptorString()));
        type.withMethodBody(
                INIT_NAME,
                MTD_void,
                0,
                code -> code.aload(0).invokespecial(VIEW, INIT_NAME, MTD_void).return_());
        type.withMethodBody(
                "create",
                CREATE,
                ClassFile.ACC_PROTECTED,
                code -> code.new_(self)
                        .dup()
                        .invokespecial(self, INIT_NAME, MTD_void)
                        .areturn());
        int slot = 0;
        for (StructAccessor accessor : layout.accessors()) {
            boolean embedded = accessor.field().kind() != StructField.Kind.INTEGER;
            int number = embedded ? slot++ : -1;
            type.withMethodBody(accessor.name(), accessor.descriptor(), ClassFile.ACC_PUBLIC, code -> {
                if (embedded) {
                    embedded(code, accessor.field(), number);
                } else {
                    integer(code, accessor);
                }
            });
        }
    }

    private static void embedded(CodeBuilder code, StructField field, int slot) {
        // no cast: to the JVM every reference is an interface until a method is called on it
        code.aload(0)
                .loadConstant(slot)
                .loadConstant(field.offset())
                .invokestatic(VIEW, "embedded", EMBEDDED)
                .areturn();
    }

    private static void integer(CodeBuilder code, StructAccessor accessor) {
        StructField field = accessor.field();
        code.aload(0);
        if (accessor.indexed()) {
            code.iload(1)
                    .loadConstant(field.offset())
                    .loadConstant(field.count())
                    .loadConstant(field.size())
                    .invokestatic(VIEW, "element", ELEMENT);
        } else {
            code.loadConstant(field.offset());
        }
        ClassDesc value = ClassDesc.ofDescriptor(field.javaType().descriptorString());
        String order = field.bigEndian() ? "be" : "";
        if (accessor.role() == StructAccessor.Role.READ) {
            code.invokestatic(VIEW, load(field).concat(order), MethodTypeDesc.of(loaded(field), VIEW, CD_int))
                    .return_(TypeKind.from(value));
        } else if (accessor.atomic() != null) {
            atomic(code, accessor, accessor.atomic(), value);
        } else {
            ClassDesc stored = field.javaType() == long.class ? value : CD_int;
            code.loadLocal(TypeKind.from(value), accessor.indexed() ? 2 : 1)
                    .invokestatic(
                            VIEW,
                            "store".concat(bits(field)).concat(order),
                            MethodTypeDesc.of(CD_void, VIEW, CD_int, stored))
                    .return_();
        }
    }

    /** Numbers travel as longs, whatever the field's width. */
    @SuppressWarnings("EnumOrdinal") // the view finds the constant again by its place, in the same JVM
    private static void atomic(CodeBuilder code, StructAccessor accessor, AtomicAccess access, ClassDesc value) {
        TypeKind kind = TypeKind.from(value);
        code.loadConstant(accessor.field().size()).loadConstant(access.ordinal());
        for (int i = 0; i < 2; i++) {
            if (i >= access.operands()) {
                code.loadConstant(0L);
                continue;
            }
            code.loadLocal(kind, (accessor.indexed() ? 2 : 1) + i * kind.slotSize());
            if (kind == TypeKind.INT) {
                code.i2l();
            }
        }
        code.invokestatic(VIEW, "atomic", ATOMIC);
        if (!access.returning()) {
            code.pop2().return_();
        } else if (kind == TypeKind.INT) {
            code.l2i().ireturn();
        } else {
            code.lreturn();
        }
    }

    private static String bits(StructField field) {
        return Integer.toString(8 * field.size());
    }

    private static String load(StructField field) {
        if (field.javaType() == boolean.class) {
            return "flag";
        }
        return (field.signed() ? "i" : "u").concat(bits(field));
    }

    /** What the method of StructView returns: narrow types are ints to the JVM, so they need no conversion. */
    private static ClassDesc loaded(StructField field) {
        String descriptor = switch (load(field)) {
            case "flag" -> "Z";
            case "i8" -> "B";
            case "i16" -> "S";
            case "u16" -> "C";
            case "u8", "i32" -> "I";
            default -> "J";
        };
        return ClassDesc.ofDescriptor(descriptor);
    }
}
