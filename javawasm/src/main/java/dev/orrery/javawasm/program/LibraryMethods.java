package dev.orrery.javawasm.program;

/** The methods of the library that compiled code calls of its own accord. */
public final class LibraryMethods {
    public static final String STRING = "java/lang/String";
    public static final String HEAP = "dev/orrery/javawasm/library/Heap";

    /** Takes memory, all zero. */
    public static final MethodId ALLOCATE = new MethodId(HEAP, "allocate", "(I)I");

    /** Class number, length, binary logarithm of the size of an element. */
    public static final MethodId NEW_ARRAY = new MethodId(HEAP, "newArray", "(III)Ljava/lang/Object;");

    /** Class number, length. */
    public static final MethodId NEW_REFERENCE_ARRAY =
            new MethodId(HEAP, "newReferenceArray", "(II)Ljava/lang/Object;");

    /** The array, binary logarithm of the size of an element. */
    public static final MethodId CLONE_ARRAY =
            new MethodId(HEAP, "cloneArray", "(Ljava/lang/Object;I)Ljava/lang/Object;");

    /** What is done with an exception that leaves an exported method. */
    public static final MethodId UNCAUGHT =
            new MethodId("dev/orrery/javawasm/library/Uncaught", "abort", "(Ljava/lang/Throwable;)V");

    private LibraryMethods() {}
}
