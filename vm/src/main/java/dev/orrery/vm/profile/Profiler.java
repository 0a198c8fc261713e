package dev.orrery.vm.profile;

import dev.orrery.engine.FunctionNames;
import dev.orrery.engine.FunctionObserver;
import dev.orrery.vm.CallWatch;
import dev.orrery.vm.GasReport;
import dev.orrery.vm.imports.ImportTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Watches one call and adds up the gas of each path of functions. Used on the thread of the call. Whatever lies between two
 * events was taken by the function that ran in between, so the parts sum up to the whole.
 */
public final class Profiler implements CallWatch, FunctionObserver {
    /** Functions inside one another that are told apart; what is deeper counts for the last of them. */
    private static final int MAX_DEPTH = 250;

    /** Paths that are told apart; a new one then counts for the function that it leaves from. */
    private static final int MAX_PATHS = 50_000;

    private final Node root = new Node(Optional.empty(), 0);
    private final Deque<Mark> marks = new ArrayDeque<>();
    private final List<CallProfile> nested = new ArrayList<>();
    private Node here = root;
    private int folded;
    private int paths;
    private long last;

    /** @param limit the call's gas */
    public Profiler(long limit) {
        last = limit;
    }

    /** Where the host took over or handed over. */
    private record Mark(Node node, int folded) {}

    private static final class Node {
        private final Optional<Node> caller;
        private final int depth;
        private final Map<Object, Node> callees = new LinkedHashMap<>();
        private final List<CallProfile> calls = new ArrayList<>();
        private long self;

        Node(Optional<Node> caller, int depth) {
            this.caller = caller;
            this.depth = depth;
        }
    }

    @Override
    public Optional<FunctionObserver> functions() {
        return Optional.of(this);
    }

    @Override
    public void entered(String export, long left) {
        charge(left);
        marks.push(new Mark(here, folded));
    }

    @Override
    public void imported(String name, long left) {
        charge(left);
        marks.push(new Mark(here, folded));
        enter(name);
    }

    @Override
    public void ended(long left) {
        charge(left);
        Mark mark = marks.pop();
        here = mark.node();
        folded = mark.folded();
    }

    @Override
    public void entered(int function, long fuel) {
        charge(fuel);
        enter(function);
    }

    @Override
    public void returned(long fuel) {
        charge(fuel);
        if (folded > 0) {
            folded--;
        } else {
            here = here.caller.orElseThrow();
        }
    }

    /** Another contract was called by the import that runs, and is over. */
    public void called(CallProfile contract) {
        nested.add(contract);
    }

    /**
     * What was seen, once the call is over.
     *
     * @param report of the VM
     * @param after taken by the host after the VM was done
     */
    public CallProfile finish(String name, FunctionNames functions, GasReport report, long after) {
        if (!report.equals(GasReport.NONE)) {
            charge(report.remaining());
        }
        CallProfile vm = profile(name, root, functions);
        return CallProfile.of(name, vm.self() + after, vm.inside());
    }

    /**
     * What other contracts took is part of what the import was charged, unless they ran out of gas: then the import is charged
     * nothing, and they are left out.
     */
    private void charge(long left) {
        long taken = last - left;
        last = left;
        if (!nested.isEmpty()) {
            long inside = CallProfile.total(nested);
            if (Long.compareUnsigned(inside, taken) <= 0) {
                here.calls.addAll(nested);
                taken -= inside;
            }
            nested.clear();
        }
        here.self += taken;
    }

    private void enter(Object function) {
        Node callee = folded > 0 ? null : here.callees.get(function);
        if (callee == null && folded == 0 && here.depth < MAX_DEPTH && paths < MAX_PATHS) {
            paths++;
            callee = new Node(Optional.of(here), here.depth + 1);
            here.callees.put(function, callee);
        }
        if (callee == null) {
            folded++;
        } else {
            here = callee;
        }
    }

    private static CallProfile profile(String name, Node node, FunctionNames functions) {
        List<CallProfile> inside = new ArrayList<>();
        node.callees.forEach((function, callee) -> inside.add(profile(nameOf(function, functions), callee, functions)));
        inside.addAll(node.calls);
        return CallProfile.of(name, node.self, inside);
    }

    private static String nameOf(Object function, FunctionNames functions) {
        return function instanceof Integer index ? functions.of(index) : ImportTable.MODULE + "." + function;
    }
}
