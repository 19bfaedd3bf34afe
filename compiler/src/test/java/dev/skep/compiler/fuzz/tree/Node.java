package dev.skep.compiler.fuzz.tree;

/** A part of a generated method. All nodes are records of nodes, lists of nodes and plain values. */
public sealed interface Node permits Expression, Statement, Branch, Body {}
