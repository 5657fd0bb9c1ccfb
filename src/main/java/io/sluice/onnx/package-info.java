/** Reads and writes the model file of an artifact as ONNX. */
@NullMarked
package io.sluice.onnx;

import org.jspecify.annotations.NullMarked;
