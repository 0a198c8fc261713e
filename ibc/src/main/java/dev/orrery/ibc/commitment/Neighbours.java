package dev.orrery.ibc.commitment;

import com.google.protobuf.ByteString;
import dev.orrery.proto.cosmos.ics23.v1.InnerOp;
import dev.orrery.proto.cosmos.ics23.v1.InnerSpec;
import java.util.List;
import java.util.OptionalInt;

/**
 * Where a way up a tree runs, told by how many bytes each step has beside the child it comes from. Ways have been checked against the
 * specification before. Where the reference would panic the proof is refused. cosmos/ics23 go/proof.go.
 */
final class Neighbours {
    private final InnerSpec spec;

    Neighbours(InnerSpec spec) {
        this.spec = spec;
    }

    /** What a step has beside its child if that is the branch'th one. Bytes; as {@code long} because specifications are foreign. */
    private record Padding(long minPrefix, long maxPrefix, long suffix) {
        boolean fits(InnerOp step) {
            int prefix = step.getPrefix().size();
            return prefix >= minPrefix
                    && prefix <= maxPrefix
                    && step.getSuffix().size() == suffix;
        }
    }

    /** Whether nothing is left of the way but placeholders. */
    boolean isLeftMost(List<InnerOp> path) {
        Padding padding = padding(0);
        return path.stream().allMatch(step -> padding.fits(step) || leftBranchesAreEmpty(step));
    }

    /** Whether nothing is right of the way but placeholders. */
    boolean isRightMost(List<InnerOp> path) {
        Padding padding = padding(spec.getChildOrderCount() - 1);
        return path.stream().allMatch(step -> padding.fits(step) || rightBranchesAreEmpty(step));
    }

    /** Whether the right way is the next one right of the left way: they part at some node, one branch beside the other. */
    boolean areNeighbours(List<InnerOp> left, List<InnerOp> right) {
        int leftAt = left.size() - 1;
        int rightAt = right.size() - 1;
        while (leftAt >= 0 && rightAt >= 0 && areSame(left.get(leftAt), right.get(rightAt))) {
            leftAt--;
            rightAt--;
        }
        if (leftAt < 0 || rightAt < 0) {
            throw new RefusedProof("the ways of both neighbours don't part");
        }
        return isOneStepLeft(left.get(leftAt), right.get(rightAt))
                && isRightMost(left.subList(0, leftAt))
                && isLeftMost(right.subList(0, rightAt));
    }

    private static boolean areSame(InnerOp a, InnerOp b) {
        return a.getPrefix().equals(b.getPrefix()) && a.getSuffix().equals(b.getSuffix());
    }

    private boolean isOneStepLeft(InnerOp left, InnerOp right) {
        OptionalInt leftBranch = branch(left);
        OptionalInt rightBranch = branch(right);
        if (leftBranch.isEmpty() || rightBranch.isEmpty()) {
            throw new RefusedProof("cannot find any valid spacing for this node");
        }
        return rightBranch.getAsInt() == leftBranch.getAsInt() + 1;
    }

    private boolean leftBranchesAreEmpty(InnerOp step) {
        OptionalInt branch = branch(step);
        if (branch.isEmpty() || branch.getAsInt() == 0) {
            return false;
        }
        long before = step.getPrefix().size() - (long) branch.getAsInt() * spec.getChildSize();
        return before >= 0 && areEmpty(step.getPrefix(), before, branch.getAsInt());
    }

    private boolean rightBranchesAreEmpty(InnerOp step) {
        OptionalInt branch = branch(step);
        if (branch.isEmpty()) {
            return false;
        }
        int beside = spec.getChildOrderCount() - 1 - branch.getAsInt();
        return beside != 0
                && step.getSuffix().size() == (long) beside * spec.getChildSize()
                && areEmpty(step.getSuffix(), 0, beside);
    }

    private boolean areEmpty(ByteString padding, long from, int branches) {
        for (int i = 0; i < branches; i++) {
            long start = from + (long) position(i) * spec.getChildSize();
            if (start + spec.getChildSize() > padding.size()) {
                throw new RefusedProof("a branch lies outside of its node");
            }
            if (!padding.substring((int) start, (int) start + spec.getChildSize())
                    .equals(spec.getEmptyChild())) {
                return false;
            }
        }
        return true;
    }

    /** The branch the step comes from, if its padding fits to any. */
    private OptionalInt branch(InnerOp step) {
        for (int branch = 0; branch < spec.getChildOrderCount(); branch++) {
            if (padding(branch).fits(step)) {
                return OptionalInt.of(branch);
            }
        }
        return OptionalInt.empty();
    }

    private Padding padding(int branch) {
        int position = position(branch);
        long before = (long) position * spec.getChildSize();
        return new Padding(
                before + spec.getMinPrefixLength(),
                before + spec.getMaxPrefixLength(),
                (spec.getChildOrderCount() - 1L - position) * spec.getChildSize());
    }

    private int position(int branch) {
        if (branch < 0 || branch >= spec.getChildOrderCount()) {
            throw new RefusedProof("invalid branch: " + branch);
        }
        int position = spec.getChildOrderList().indexOf(branch);
        if (position < 0) {
            throw new RefusedProof("branch " + branch + " not found in order " + spec.getChildOrderList());
        }
        return position;
    }
}
