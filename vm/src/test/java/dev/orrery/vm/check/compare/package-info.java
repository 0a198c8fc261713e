/**
 * Offers modules to libwasmvm and to us and compares what both say, to the byte. Not a test: it needs the oracle of
 * adapter/parity, see the README there. Entry type: {@link dev.orrery.vm.check.compare.UploadComparison}.
 */
package dev.orrery.vm.check.compare;
