package dev.orrery.engine.compile;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** Where generated code finds what it calls. */
interface Callees {
    /** A static method. */
    record Method(ClassDesc owner, String name, MethodTypeDesc type) {}

    /** The method of a function of the function index space; for an imported one, the method that calls the import. */
    Method function(int index);

    /** The method that dispatches {@code call_indirect} of a type through a table. */
    Method indirect(int typeIndex, int table);

    /** Keeps a table of chunk numbers; its number is for {@code InstanceAccess.branchTable}. */
    int branchTable(int[] numbers);
}
