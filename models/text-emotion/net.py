"""The network: word pieces, readers over the same embeddings, two heads each."""
import torch
from torch import nn
from torch.nn import functional as F
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

VERY_LOW = -1e4


class GruReader(nn.Module):
    """Reads both ways; gives two weighted means over the text and the maximum."""

    def __init__(self, width, hidden):
        super().__init__()
        self.gru = nn.GRU(width, hidden, batch_first=True, bidirectional=True)
        self.attend = nn.Linear(2 * hidden, 2)
        self.size = 6 * hidden

    def forward(self, x, mask):
        lengths = mask.sum(1)
        if int(lengths.min()) == x.shape[1]:
            y, _ = self.gru(x)
        else:
            packed = pack_padded_sequence(x, lengths.cpu(), batch_first=True, enforce_sorted=False)
            y, _ = pad_packed_sequence(self.gru(packed)[0], batch_first=True, total_length=x.shape[1])
        outside = ~mask.unsqueeze(-1)
        weights = torch.softmax(self.attend(y).masked_fill(outside, VERY_LOW), 1)
        means = torch.einsum("bth,btk->bkh", y, weights).flatten(1)
        return torch.cat([means, y.masked_fill(outside, VERY_LOW).amax(1)], 1)


class TextNet(nn.Module):
    def __init__(self, table, sizes, dropout=0.35, hidden=128):
        super().__init__()
        self.table = nn.Embedding.from_pretrained(torch.tensor(table), freeze=False, padding_idx=0)
        self.readers = nn.ModuleList(GruReader(table.shape[1], size) for size in sizes)
        self.hidden = nn.ModuleList(nn.Linear(reader.size, hidden) for reader in self.readers)
        self.labels = nn.ModuleList(nn.Linear(hidden, 28 + 7) for _ in self.readers)
        self.vad = nn.ModuleList(nn.Linear(hidden, 3) for _ in self.readers)
        self.drop = nn.Dropout(dropout)

    def forward(self, ids):
        """Logits of every reader [R,B,28+7] and standardised dimensions [R,B,3]."""
        mask = ids > 0
        embedded = self.table(ids)
        logits, vad = [], []
        for reader, hidden, labels, dims in zip(self.readers, self.hidden, self.labels, self.vad):
            z = F.relu(hidden(self.drop(reader(self.drop(embedded), mask))))
            z = self.drop(z)
            logits.append(labels(z))
            vad.append(dims(z))
        return torch.stack(logits), torch.stack(vad)
