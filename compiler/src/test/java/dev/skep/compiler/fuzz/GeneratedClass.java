package dev.skep.compiler.fuzz;

import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.map.HashMap;
import dev.skep.compiler.fuzz.library.Cell;
import dev.skep.compiler.fuzz.library.LongOperation;
import dev.skep.compiler.fuzz.library.World;
import dev.skep.compiler.fuzz.tree.JavaType;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/** A generated class, loaded: the compiler finds its class file where it looks for those of all classes, at the loader. */
final class GeneratedClass {
    private static final String NAME = "dev.skep.compiler.fuzz.generated.Generated";

    private final Class<?> type;
    private final List<Field> data = new ArrayList<>();

    private GeneratedClass(Class<?> type) {
        this.type = type;
        try {
            for (JavaType each : JavaType.values()) data.add(type.getField(each.text() + "Data"));
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    static GeneratedClass of(byte[] classFile) {
        try {
            return new GeneratedClass(Class.forName(NAME, true, new Loader(classFile)));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Loader extends ClassLoader {
        private final byte[] classFile;

        Loader(byte[] classFile) {
            super(GeneratedClass.class.getClassLoader());
            this.classFile = classFile;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (!name.equals(NAME)) throw new ClassNotFoundException(name);
            return defineClass(name, classFile, 0, classFile.length);
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            if (name.equals(NAME.replace('.', '/') + ".class")) return new ByteArrayInputStream(classFile);
            return super.getResourceAsStream(name);
        }
    }

    Class<?> type() {
        return type;
    }

    /** A program object for the compiler, with maps of its own. */
    Object forKernel() {
        return instance(ArrayMap.of(Cell.class, World.ARRAY_ENTRIES), hashMap());
    }

    private static HashMap<Integer, Cell> hashMap() {
        return HashMap.of(Integer.class, Cell.class, World.HASH_ENTRIES);
    }

    /** An object for the JVM. */
    Object forJvm(World world) {
        return instance(world);
    }

    private Object instance(Object... surroundings) {
        LongOperation plus = new LongOperation.Plus(77);
        LongOperation mixed = new LongOperation.Mixed(5);
        List<Object> arguments = new ArrayList<>(List.of(plus, mixed, new LongOperation.Choice(mixed, plus)));
        arguments.addAll(List.of(surroundings));
        Constructor<?> constructor = type.getConstructors()[0];
        try {
            return constructor.newInstance(arguments.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sets the fields that are not final. */
    void write(Object object, long[] values) {
        try {
            data.get(0).setBoolean(object, (values[0] & 1) != 0);
            data.get(1).setByte(object, (byte) values[1]);
            data.get(2).setChar(object, (char) values[2]);
            data.get(3).setShort(object, (short) values[3]);
            data.get(4).setInt(object, (int) values[4]);
            data.get(5).setLong(object, values[5]);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The fields that are not final. */
    long[] read(Object object) {
        try {
            return new long[] {
                data.get(0).getBoolean(object) ? 1 : 0,
                data.get(1).getByte(object),
                data.get(2).getChar(object),
                data.get(3).getShort(object),
                data.get(4).getInt(object),
                data.get(5).getLong(object)
            };
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
