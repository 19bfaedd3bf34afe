package dev.skep.compiler.internal.eval;

import dev.skep.compiler.NoInline;
import dev.skep.compiler.internal.eval.runtime.KnownIterator;
import dev.skep.compiler.table.PrefixMap;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One method's bytecode as an array of instructions. A position ("pc" here) is an index into that array, not a byte offset;
 * jump targets are positions too.
 */
final class MethodCode {
    private static final int[] NONE = {};

    private final Class<?> owner;
    private final String name;
    private final MethodTypeDesc type;
    private final boolean isStatic;
    private final boolean isSynchronized;
    private final String file;
    private final Instruction[] instructions;
    private final int[] lines;
    private final int localCount;
    private final int stackLimit;
    private final boolean catches;
    private final boolean library;
    private final Map<Label, Integer> labels = new HashMap<>();
    private final ControlFlow flow;
    private final Tests tests;
    private final boolean ownFunction;
    private final @Nullable Callee[] callees;
    private final @Nullable FieldUse[] fields;
    private final int[] argumentSlots;
    /** Where the jump at a position leads. */
    private final int[] jumps;
    /** Which local the instruction at a position loads or stores. */
    private final int[] slots;

    private final @Nullable Known[] constants;

    MethodCode(Class<?> owner, ClassModel classFile, MethodModel method, CodeModel code) {
        this(owner, classFile, method, code, isLibrary(owner));
    }

    MethodCode(Class<?> owner, ClassModel classFile, MethodModel method, CodeModel code, boolean library) {
        this.owner = owner;
        this.library = library;
        this.name = method.methodName().stringValue();
        this.type = method.methodTypeSymbol();
        this.isSynchronized = (method.flags().flagsMask() & java.lang.classfile.ClassFile.ACC_SYNCHRONIZED) != 0;
        this.isStatic = (method.flags().flagsMask() & java.lang.classfile.ClassFile.ACC_STATIC) != 0;
        this.file = classFile
                .findAttribute(Attributes.sourceFile())
                .map(a -> a.sourceFile().stringValue())
                .orElse(owner.getSimpleName() + ".class");
        List<Instruction> list = new ArrayList<>();
        List<Integer> lineOf = new ArrayList<>();
        int line = 0;
        for (CodeElement element : code) {
            if (element instanceof LabelTarget target) labels.put(target.label(), list.size());
            else if (element instanceof LineNumber number) line = number.line();
            else if (element instanceof Instruction instruction) {
                list.add(instruction);
                lineOf.add(line);
            }
        }
        instructions = list.toArray(Instruction[]::new);
        lines = lineOf.stream().mapToInt(Integer::intValue).toArray();
        localCount = ((CodeAttribute) code).maxLocals();
        stackLimit = ((CodeAttribute) code).maxStack();
        jumps = new int[instructions.length];
        slots = new int[instructions.length];
        constants = new @Nullable Known[instructions.length];
        for (int pc = 0; pc < instructions.length; pc++) {
            if (instructions[pc] instanceof BranchInstruction branch) jumps[pc] = position(branch.target());
            if (instructions[pc] instanceof LoadInstruction load) slots[pc] = load.slot();
            if (instructions[pc] instanceof StoreInstruction store) slots[pc] = store.slot();
        }
        catches = code.exceptionHandlers().stream().anyMatch(h -> !wrapsInMatchException(position(h.handler())));
        flow = ControlFlow.of(this);
        tests = new Tests(this);
        ownFunction = WrittenAnnotation.of(method).stream().anyMatch(annotation -> annotation.is(NoInline.class));
        callees = new @Nullable Callee[instructions.length];
        fields = new @Nullable FieldUse[instructions.length];
        argumentSlots = slotsOfArguments();
    }

    /** Whether errors in this class's code are to be shown at the call that leads into it. */
    static boolean isLibrary(Class<?> owner) {
        return owner.getClassLoader() == null
                || owner.getPackage() == KnownIterator.class.getPackage()
                || owner.getPackage() == PrefixMap.class.getPackage();
    }

    Class<?> owner() {
        return owner;
    }

    String name() {
        return name;
    }

    MethodTypeDesc type() {
        return type;
    }

    boolean isSynchronized() {
        return isSynchronized;
    }

    boolean isStatic() {
        return isStatic;
    }

    /** The source file's name, without folder. */
    String file() {
        return file;
    }

    int length() {
        return instructions.length;
    }

    Instruction at(int pc) {
        return instructions[pc];
    }

    int line(int pc) {
        return pc < lines.length ? lines[pc] : lines.length == 0 ? 0 : lines[lines.length - 1];
    }

    int localCount() {
        return localCount;
    }

    /** In which local each argument is, the receiver first unless the method is static. Not to be changed. */
    int[] argumentSlots() {
        return argumentSlots;
    }

    private int[] slotsOfArguments() {
        int receiver = isStatic ? 0 : 1;
        int[] slots = new int[receiver + type.parameterCount()];
        int next = receiver;
        for (int i = 0; i < type.parameterCount(); i++) {
            slots[receiver + i] = next;
            String descriptor = type.parameterType(i).descriptorString();
            next += descriptor.equals("J") || descriptor.equals("D") ? 2 : 1;
        }
        return slots;
    }

    int stackLimit() {
        return stackLimit;
    }

    /** Whether the user wants it to be a function of its own. */
    boolean ownFunction() {
        return ownFunction;
    }

    /** Whom the instruction at {@code pc} calls. */
    Callee callee(int pc, InvokeInstruction instruction, Evaluation evaluation) {
        return once(callees, pc, instruction, evaluation, Callee::of);
    }

    /** Which field the instruction at {@code pc} reads or writes. */
    FieldUse field(int pc, FieldInstruction instruction, Evaluation evaluation) {
        return once(fields, pc, instruction, evaluation, FieldUse::of);
    }

    /** The field of its receiver that the method gives, if it does nothing else, as the accessors of records do; otherwise null. */
    @Nullable
    FieldUse givenField(Evaluation evaluation) {
        boolean gives = !isStatic
                && instructions.length == 3
                && instructions[0] instanceof LoadInstruction load
                && load.slot() == 0
                && instructions[1].opcode() == Opcode.GETFIELD
                && instructions[2].opcode().kind() == Opcode.Kind.RETURN;
        return gives ? field(1, (FieldInstruction) instructions[1], evaluation) : null;
    }

    /** Whether the code is not the user's own but the JDK's, or a replacement for it. */
    boolean library() {
        return library;
    }

    /** The handlers around a record pattern's accessors only wrap what they throw; nothing is ever thrown in the kernel. */
    private boolean wrapsInMatchException(int handler) {
        return handler + 1 < instructions.length
                && instructions[handler].opcode().kind() == Opcode.Kind.STORE
                && instructions[handler + 1] instanceof NewObjectInstruction made
                && made.className().asInternalName().equals("java/lang/MatchException");
    }

    /** Whether the method has exception handlers of its own. */
    boolean catches() {
        return catches;
    }

    ControlFlow flow() {
        return flow;
    }

    Tests tests() {
        return tests;
    }

    int position(Label label) {
        Integer pc = labels.get(label);
        if (pc == null) throw new IllegalStateException("unbound label in " + owner.getName() + "." + name);
        return pc;
    }

    /** Which local the instruction at {@code pc} loads or stores. */
    int slot(int pc) {
        return slots[pc];
    }

    /** The constant that the instruction at {@code pc} pushes. */
    Known constant(int pc, ConstantInstruction instruction, Evaluation evaluation) {
        return once(constants, pc, instruction, evaluation, Stepper::constant);
    }

    /** Finds out what an instruction of {@code code} names. */
    private interface Finder<I, T> {
        T find(I instruction, MethodCode code, Evaluation evaluation);
    }

    private <I, T> T once(
            @Nullable T[] found, int pc, I instruction, Evaluation evaluation, Finder<? super I, ? extends T> finder) {
        T known = found[pc];
        if (known == null) {
            known = finder.find(instruction, this, evaluation);
            found[pc] = known;
        }
        return known;
    }

    /** Where the branch or jump at {@code pc} leads if it is taken. */
    int jump(int pc) {
        return jumps[pc];
    }

    /** Where control may go by a jump from {@code pc}; falling through is not among them. */
    int[] targets(int pc) {
        Instruction instruction = instructions[pc];
        if (instruction instanceof BranchInstruction) return new int[] {jumps[pc]};
        if (instruction instanceof TableSwitchInstruction s) return targets(s.cases(), s.defaultTarget());
        if (instruction instanceof LookupSwitchInstruction s) return targets(s.cases(), s.defaultTarget());
        return NONE;
    }

    private int[] targets(List<SwitchCase> cases, Label otherwise) {
        int[] targets = new int[cases.size() + 1];
        int n = 0;
        for (SwitchCase c : cases) targets[n++] = position(c.target());
        targets[n] = position(otherwise);
        return targets;
    }

    /** Whether control may go from {@code pc} to {@code pc + 1}. */
    boolean fallsThrough(int pc) {
        Opcode opcode = instructions[pc].opcode();
        return switch (opcode.kind()) {
            case RETURN, THROW_EXCEPTION, TABLE_SWITCH, LOOKUP_SWITCH -> false;
            case BRANCH -> opcode != Opcode.GOTO && opcode != Opcode.GOTO_W;
            default -> true;
        };
    }

    @Override
    public String toString() {
        return owner.isAnonymousClass() ? name : owner.getSimpleName() + "." + name;
    }
}
