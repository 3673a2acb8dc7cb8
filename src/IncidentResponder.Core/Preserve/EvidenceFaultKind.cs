namespace IncidentResponder.Core.Preserve;

/// <summary>What is wrong with a folder of evidence.</summary>
public enum EvidenceFaultKind
{
    /// <summary>The manifest can't be read.</summary>
    ManifestUnreadable,

    /// <summary>An entry is not what the next one was chained to.</summary>
    EntryEdited,

    /// <summary>An entry's number is missing.</summary>
    EntryRemoved,

    /// <summary>An entry's number occurs twice.</summary>
    EntryRepeated,

    /// <summary>All numbers are there, in another order.</summary>
    EntriesReordered,

    /// <summary>An entry belongs to another incident or names a file elsewhere.</summary>
    EntryForeign,

    /// <summary>An entry's file is not there.</summary>
    FileMissing,

    /// <summary>A file's bytes are not those that were sealed.</summary>
    FileChanged,

    /// <summary>A file is there that no entry names.</summary>
    FileUnnamed,

    /// <summary>There is no signature, or no key to check it with.</summary>
    SignatureMissing,

    /// <summary>The signature is not of this manifest by this key.</summary>
    SignatureWrong,

    /// <summary>The key beside the evidence is not the one that is kept elsewhere.</summary>
    KeyReplaced,
}
